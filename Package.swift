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
func library(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: optimised)
}

/// A library that needs no Foundation; the square root is the C library's, the same to the bit.
func arithmetic(_ name: String) -> Target {
  .target(
    name: name, swiftSettings: optimised,
    linkerSettings: [.linkedLibrary("m", .when(platforms: [.linux]))])
}

/// A test target with the shared settings.
func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(name: name, dependencies: dependencies + ["TestSupport"], swiftSettings: settings)
}

let package = Package(
  name: "cofund",
  targets: [
    library("FundingValues"),
    arithmetic("Randomness"),
    arithmetic("Statistics"),
    library("PolicyLanguage", ["FundingValues"]),
    library("FundingRules", ["FundingValues"]),
    library("PolicyCompiler", ["PolicyLanguage", "FundingRules", "FundingValues"]),
    library(
      "Simulation",
      ["PolicyCompiler", "FundingRules", "FundingValues", "Randomness", "Statistics"]),
    library("Analysis", ["Simulation", "Statistics"]),
    library("Reporting", ["Analysis", "Simulation", "FundingValues"]),
    .executableTarget(
      name: "cofund",
      dependencies: [
        "Reporting", "Analysis", "Simulation", "PolicyCompiler", "FundingRules", "PolicyLanguage",
        "FundingValues",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "RandomnessTests", dependencies: ["Randomness", "Statistics"],
      swiftSettings: settings),
    .testTarget(name: "StatisticsTests", dependencies: ["Statistics"], swiftSettings: settings),
    .testTarget(
      name: "PolicyLanguageTests", dependencies: ["PolicyLanguage", "FundingValues"],
      exclude: ["Fixtures"], swiftSettings: settings),
    .testTarget(
      name: "PolicyCompilerTests",
      dependencies: ["PolicyCompiler", "PolicyLanguage", "FundingRules", "FundingValues"],
      swiftSettings: settings),
  ]
)
