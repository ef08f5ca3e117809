import RawData

/// The header of a `.safetensors` file: which tensors it has. Source: huggingface/safetensors, "Format".
struct SafetensorsHeader {
  /// Name and description of each tensor, in the header's order.
  let tensors: [JSON.Member]
  private let path: String
  /// How long the file should be.
  private let expectedSize: Int

  /// A longer header is refused, as the format's own reader does.
  private static let longest: UInt64 = 100_000_000

  /// Reads the header of the file alone.
  init(path: String) throws {
    self.path = path
    let file = try InputFile(path: path)
    var bytes: [UInt8] = []
    let found = try file.read(upTo: 8, appendingTo: &bytes)
    let length = Self.length(bytes)
    guard found == 8, length <= Self.longest, length <= UInt64(Platform.size(of: path) - 8) else {
      throw InputError(file: path, problem: "found no length of a header that the file can hold")
    }
    bytes = []
    _ = try file.read(upTo: Int(length), appendingTo: &bytes)
    guard case .object(let members) = try JSON.parse(bytes, path: path) else {
      throw InputError(file: path, problem: "the header is no JSON object")
    }
    tensors = members.filter { $0.name != "__metadata__" }
    let ends = tensors.map { $0.value["data_offsets"]?.array?.last?.int ?? 0 }
    let (size, overflow) = (ends.max() ?? 0).addingReportingOverflow(8 + Int(length))
    expectedSize = overflow ? .max : size
  }

  /// The header's length, from the first 8 bytes of the file.
  static func length(_ bytes: [UInt8]) -> UInt64 {
    bytes.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// Compares the file's size with the end of its last tensor.
  func checkSize() throws(InputError) {
    let size = Platform.size(of: path)
    guard size != expectedSize else { return }
    throw InputError(file: path, problem: "the file has \(size) bytes, expected \(expectedSize)")
  }
}
