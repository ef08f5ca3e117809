import TFRecords

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The system's zlib, to judge ours.
enum Zlib {
  /// `z_stream` of zlib.h.
  private struct Stream {
    var nextIn: UnsafePointer<UInt8>?
    var availableIn: UInt32 = 0
    var totalIn: UInt = 0
    var nextOut: UnsafeMutablePointer<UInt8>?
    var availableOut: UInt32 = 0
    var totalOut: UInt = 0
    var message: UnsafePointer<CChar>?
    var state: UnsafeRawPointer?
    var allocate: UnsafeRawPointer?
    var free: UnsafeRawPointer?
    var opaque: UnsafeRawPointer?
    var dataType: Int32 = 0
    var adler: UInt = 0
    var reserved: UInt = 0
  }

  private typealias Initialize =
    @convention(c) (UnsafeMutableRawPointer, Int32, UnsafePointer<CChar>, Int32) -> Int32
  private typealias Inflate = @convention(c) (UnsafeMutableRawPointer, Int32) -> Int32
  private typealias End = @convention(c) (UnsafeMutableRawPointer) -> Int32

  private static let initialize = unsafeBitCast(symbol("inflateInit2_"), to: Initialize.self)
  private static let inflate = unsafeBitCast(symbol("inflate"), to: Inflate.self)
  private static let end = unsafeBitCast(symbol("inflateEnd"), to: End.self)

  private static func symbol(_ name: String) -> UnsafeMutableRawPointer {
    let names = ["libz.so.1", "libz.dylib"]
    let library = names.lazy.compactMap { dlopen($0, RTLD_NOW) }.first
    guard let library, let symbol = dlsym(library, name) else {
      fatalError(
        "the fuzzer of inflate needs the system's zlib (\(names.joined(separator: " or "))) to judge ours"
      )
    }
    return symbol
  }

  /// What all of `bytes` hold, nil when they are not exactly one good stream, or of gzip one or more.
  static func inflate(_ bytes: [UInt8], _ format: DeflateFormat, limit: Int) -> [UInt8]? {
    var rest = bytes[...]
    var output: [UInt8] = []
    repeat {
      guard let (used, more) = inflateOne(Array(rest), format, limit: limit) else { return nil }
      rest = rest.dropFirst(used)
      output += more
    } while format == .gzip && !rest.isEmpty
    return rest.isEmpty ? output : nil
  }

  private static func inflateOne(_ bytes: [UInt8], _ format: DeflateFormat, limit: Int) -> (Int, [UInt8])? {
    var used: Int?
    let output = [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
      bytes.withUnsafeBufferPointer { input in
        var stream = Stream(nextIn: input.baseAddress, availableIn: UInt32(input.count))
        stream.nextOut = buffer.baseAddress
        stream.availableOut = UInt32(limit)
        let windowBits: Int32 = format == .raw ? -15 : format == .zlib ? 15 : 31
        let size = Int32(MemoryLayout<Stream>.size)
        expectEqual(initialize(&stream, windowBits, "1", size), 0, "zlib is ready")
        let status = inflate(&stream, 4)
        count = Int(stream.totalOut)
        // Z_STREAM_END
        if status == 1 { used = Int(stream.totalIn) }
        _ = end(&stream)
      }
    }
    return used.map { ($0, output) }
  }
}
