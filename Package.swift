// swift-tools-version: 6.2
import PackageDescription

/// Settings shared by every target in this package.
let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

/// Optimised in debug builds too: tests run whole simulations, which are slow without it.
let optimised: [SwiftSetting] =
  settings + [.unsafeFlags(["-O"], .when(configuration: .debug))]

/// A library target with the shared settings.
func library(
  _ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []
) -> Target {
  .target(
    name: name, dependencies: dependencies, resources: resources, swiftSettings: optimised)
}

/// A library that needs no Foundation; the square root is the C library's, the same to the bit.
func arithmetic(_ name: String) -> Target {
  .target(
    name: name, swiftSettings: optimised,
    linkerSettings: [.linkedLibrary("m", .when(platforms: [.linux]))])
}

/// A test target with the shared settings.
func tests(
  _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []
) -> Target {
  .testTarget(
    name: name, dependencies: dependencies, exclude: exclude, swiftSettings: settings)
}

let package = Package(
  name: "cofund",
  targets: [
    library("FundingValues"),
    arithmetic("Randomness"),
    arithmetic("Statistics"),
    library(
      "PolicyLanguage", ["FundingValues"], resources: [.embedInCode("Explanations/Pages")]),
    library("FundingRules", ["FundingValues"]),
    library("PolicyCompiler", ["PolicyLanguage", "FundingRules", "FundingValues"]),
    library("Quoting", ["PolicyCompiler", "PolicyLanguage", "FundingRules", "FundingValues"]),
    library(
      "Simulation",
      ["Quoting", "PolicyCompiler", "FundingRules", "FundingValues", "Randomness"]),
    library(
      "Analysis",
      [
        "Simulation", "PolicyCompiler", "PolicyLanguage", "FundingRules", "FundingValues",
        "Statistics",
        "Randomness",
      ]),
    library(
      "Reporting",
      [
        "Analysis", "Simulation", "Quoting", "PolicyCompiler", "FundingRules", "FundingValues",
        "Statistics",
      ]),
    .executableTarget(
      name: "cofund",
      dependencies: [
        "Reporting", "Analysis", "Simulation", "Quoting", "PolicyCompiler", "FundingRules",
        "PolicyLanguage", "FundingValues",
      ],
      swiftSettings: settings),
    .executableTarget(
      name: "cofund-bench",
      dependencies: ["Simulation", "PolicyCompiler", "FundingRules", "PolicyLanguage"],
      swiftSettings: settings),
    .target(
      name: "TestSupport",
      dependencies: [
        "Simulation", "Quoting", "PolicyCompiler", "PolicyLanguage", "FundingValues",
      ],
      path: "Tests/TestSupport",
      swiftSettings: settings),
    tests("FundingValuesTests", ["FundingValues", "TestSupport"]),
    tests("RandomnessTests", ["Randomness", "Statistics"]),
    tests("StatisticsTests", ["Statistics"]),
    tests(
      "PolicyLanguageTests", ["PolicyLanguage", "FundingValues", "TestSupport"],
      exclude: ["Fixtures"]),
    tests("FundingRulesTests", ["FundingRules", "FundingValues", "TestSupport"]),
    tests(
      "PolicyCompilerTests",
      [
        "Quoting", "PolicyCompiler", "PolicyLanguage", "FundingRules", "FundingValues",
        "TestSupport",
      ]),
    tests(
      "SimulationTests",
      [
        "Quoting", "Simulation", "PolicyCompiler", "PolicyLanguage", "FundingRules",
        "FundingValues",
        "Statistics", "Analysis", "TestSupport",
      ]),
    tests("AnalysisTests", ["Analysis", "Simulation", "FundingValues"]),
    tests("StructureTests", ["TestSupport"]),
    tests("QuotingTests", ["Quoting"]),
    tests("ReportingTests", ["Quoting", "Reporting", "Analysis", "Simulation", "FundingValues"]),
    tests(
      "PolicyFileTests",
      [
        "Quoting", "PolicyCompiler", "PolicyLanguage", "FundingRules", "FundingValues",
        "TestSupport",
      ],
      exclude: ["Pinned", "worked-cases.csv"]),
    tests(
      "OneMeaningTests",
      [
        "Quoting", "Reporting", "Analysis", "Simulation", "PolicyCompiler", "FundingRules",
        "PolicyLanguage", "FundingValues", "TestSupport",
      ],
      exclude: [
        "Golden/Data", "Coverage/Places", "Coverage/Shared", "Coverage/pending.txt",
        "Differential/faults.txt",
      ]),
    tests("CommandLineTests", ["cofund", "Quoting"], exclude: ["Pinned"]),
  ]
)
