import TFRecords

/// DEFLATE streams: zlib reads the same from them, however they are cut into pieces, and what we compress comes back.
enum InflateTarget: FuzzTarget {
  /// No more is decompressed of one stream, so that all of them are quick.
  private static let limit = 1 << 20
  /// RFC 1951: a match of 258 bytes needs two bits at least.
  private static let largestRatio = 1032

  static func run(_ input: Input) {
    var input = input
    let choice = input.choice(of: 6)
    let format = DeflateFormat.allCases[choice % 3]
    if choice < 3 { checkInflating(input, format) } else { checkDeflating(input, format) }
  }

  private static func checkInflating(_ input: Input, _ format: DeflateFormat) {
    let whole = inflate([input.rest], format)
    expectEqual(inflate(input.pieces(longest: 40), format), whole, "pieces make no difference")
    expect(whole.bytes.count <= input.rest.count * largestRatio, "no more comes out than can be in it")
    guard !whole.isCut else { return }
    let expected = Zlib.inflate(Array(input.rest), format, limit: whole.bytes.count + 65536)
    expectEqual(
      whole.error == nil,
      expected != nil,
      "zlib agrees whether it is good; we say \(whole.error ?? "yes")"
    )
    guard let expected else { return }
    expectEqual(whole.bytes, expected, "zlib reads the same")
    expectEqual(
      inflate([deflate([whole.bytes[...]], format)[...]], format),
      whole,
      "it comes back compressed"
    )
  }

  private static func checkDeflating(_ input: Input, _ format: DeflateFormat) {
    let bytes = Array(input.rest)
    let stream = deflate([input.rest], format)
    expectEqual(deflate(input.pieces(longest: 40), format), stream, "pieces make no difference")
    expectEqual(inflate([stream[...]], format), Inflated(bytes: bytes), "what is compressed comes back")
    expectEqual(Zlib.inflate(stream, format, limit: bytes.count + 1), bytes, "zlib reads what we compress")
  }

  /// What came out of a stream.
  private struct Inflated: Equatable {
    var bytes: [UInt8] = []
    var error: String?
    /// It is longer than we care for.
    var isCut = false
  }

  private static func inflate(_ pieces: [ArraySlice<UInt8>], _ format: DeflateFormat) -> Inflated {
    var result = Inflated()
    var inflater = Inflater(format)
    func drain(_ result: inout Inflated) {
      do {
        while result.bytes.count < limit {
          if try inflater.read(upTo: 5000, appendingTo: &result.bytes) == 0 { return }
        }
        result.isCut = true
        result.bytes.removeSubrange(limit...)
      } catch {
        result.error = "\(error)"
      }
    }
    for piece in pieces where result.error == nil && !result.isCut {
      inflater.append(piece)
      drain(&result)
    }
    inflater.finish()
    if result.error == nil && !result.isCut { drain(&result) }
    return result
  }

  private static func deflate(_ pieces: [ArraySlice<UInt8>], _ format: DeflateFormat) -> [UInt8] {
    var stream: [UInt8] = []
    var deflater = Deflater(format)
    for piece in pieces { deflater.append(piece, appendingTo: &stream) }
    deflater.finish(appendingTo: &stream)
    return stream
  }
}
