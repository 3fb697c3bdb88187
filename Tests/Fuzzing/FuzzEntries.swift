import Foundation
import TestSupport

/// The fuzzer's own change of an input.
@_silgen_name("LLVMFuzzerMutate")
private func mutate(_ start: UnsafeMutablePointer<UInt8>, _ count: Int, _ most: Int) -> Int

/// Tries one input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  FuzzTarget.chosen.take(start.map { Array(UnsafeBufferPointer(start: $0, count: count)) } ?? [])
  return 0
}

/// Before the first input: what commands print goes nowhere, and files lie in a folder of their own.
@_cdecl("LLVMFuzzerInitialize")
public func beginFuzzing(
  _ count: UnsafeMutablePointer<CInt>?, _ words: UnsafeMutableRawPointer?
) -> CInt {
  _ = FuzzTarget.chosen
  let nowhere = open("/dev/null", O_WRONLY)
  dup2(nowhere, STDOUT_FILENO)
  return 0
}

/// Changes an input: lines and figures of policy text as often as single bytes.
@_cdecl("LLVMFuzzerCustomMutator")
public func change(
  _ start: UnsafeMutablePointer<UInt8>, _ count: Int, _ most: Int, _ seed: CUnsignedInt
) -> Int {
  var numbers = SeededNumbers(seed: UInt64(seed))
  guard numbers.happens(FuzzTarget.chosen.changesOfLines) else { return mutate(start, count, most) }
  let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  let changed = Array(TextMutator.changed(text, text, &numbers).utf8.prefix(most))
  for (place, byte) in changed.enumerated() { start[place] = byte }
  return changed.count
}
