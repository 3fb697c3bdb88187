/// The identity of a thing in a named population.
///
/// For one name this is a bijection of the index, so two members never clash. Between names a clash
/// of two particular members has odds of one in 2^64.
public func identity(population: String, index: UInt64) -> UInt64 {
  mixed(index &+ mixed(fowlerNollVo(population)))
}

/// The identity of a child, such as an employee, by its index within a parent, such as a firm.
///
/// For one parent this is a bijection of the index. The constant keeps a parent's children apart
/// from the members of a population whose name happens to mix to the parent's identity.
@inlinable
public func identity(child index: UInt64, of parent: UInt64) -> UInt64 {
  mixed(index &+ mixed(parent ^ 0xA076_1D64_78BD_642F))
}

/// A bijection of 64-bit words in which every input bit moves about half of the output bits.
///
/// It is the finaliser of SplitMix64 after one step of its Weyl sequence, so zero is not fixed.
@inlinable
func mixed(_ word: UInt64) -> UInt64 {
  var z = word &+ 0x9E37_79B9_7F4A_7C15
  z = (z ^ (z &>> 30)) &* 0xBF58_476D_1CE4_E5B9
  z = (z ^ (z &>> 27)) &* 0x94D0_49BB_1331_11EB
  return z ^ (z &>> 31)
}

/// The 64-bit FNV-1a hash of a name's bytes in UTF-8.
///
/// Equal bytes are required, not equal characters: names are normalised where they are read.
func fowlerNollVo(_ name: String) -> UInt64 {
  var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  for byte in name.utf8 {
    hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
  }
  return hash
}
