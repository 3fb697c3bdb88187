#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// How many processors the system offers.
func processorCount() -> Int { Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

/// How many bytes of memory a run may use: nine tenths of what the computer has and the process may have.
func availableMemory() -> Double {
  var bytes = Double(sysconf(Int32(_SC_PHYS_PAGES))) * Double(sysconf(Int32(_SC_PAGESIZE)))
  for resource in [RLIMIT_AS, RLIMIT_DATA] {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(resource.rawValue), &limit) == 0 else { continue }
    bytes = min(bytes, Double(limit.rlim_cur))
  }
  return max(0, bytes) * 0.9
}
