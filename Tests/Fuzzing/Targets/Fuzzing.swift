import RawData

/// What one fuzzer does with bytes that somebody made up: it stops the process where a law is broken.
protocol FuzzTarget: SendableMetatype {
  /// - Throws: what the code under test throws for input that is not as it should be; that is no finding.
  static func run(_ input: Input) throws
}

/// The fuzzers by the name of the executable: they are one program, linked under several names.
private let targets: [String: any FuzzTarget.Type] = [
  "csv": CSVTarget.self,
  "numbers": NumbersTarget.self,
  "records": RecordsTarget.self,
  "examples": ExamplesTarget.self,
  "schema": SchemaTarget.self,
  "inflate": InflateTarget.self,
]

private let target: any FuzzTarget.Type = {
  let name = CommandLine.arguments.first?.split(separator: "/").last.map(String.init) ?? ""
  guard let target = targets[name] else { fatalError("no fuzzer is called \(name)") }
  return target
}()

/// libFuzzer calls this for every input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  try? target.run(Input(Array(UnsafeBufferPointer(start: bytes, count: count))))
  return 0
}

/// A law that must hold whatever the input is.
func expect(_ holds: Bool, _ law: @autoclosure () -> String) {
  if !holds { fatalError("broken: \(law())") }
}

/// As `expect`, for two things that must be the same.
func expectEqual<Value: Equatable>(_ left: Value, _ right: Value, _ law: @autoclosure () -> String) {
  if left != right { fatalError("broken: \(law())\n  left:  \(left)\n  right: \(right)") }
}
