import Foundation
import Testing

extension LessonsProcess {
  /// What a run of `lessons` shows on a terminal of so many columns: results and diagnostics together, line by line.
  static func shown(
    _ words: [String],
    in directory: String,
    columns: UInt16,
    environment: [String: String] = [:]
  ) async throws -> [String] {
    var (screen, line): (Int32, Int32) = (-1, -1)
    var size = winsize(ws_row: 50, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    try #require(openpty(&screen, &line, nil, nil, &size) == 0)
    let descriptor = screen
    // Not a task: one that waits keeps a thread of the pool on which the process is waited for.
    let text = AsyncStream<String> { stream in
      Thread.detachNewThread {
        stream.yield(readAll(descriptor))
        stream.finish()
      }
    }
    let status = try await status(
      of: executable("lessons"),
      words,
      in: directory,
      terminal: line,
      environment: environment
    )
    // Without a writer left the reader comes to its end.
    close(line)
    let shown = await text.reduce("", +)
    close(screen)
    try #require(status == 0, "\(shown)")
    return shown.replacing("\r\n", with: "\n").split(separator: "\n").map(String.init)
  }

  private static func readAll(_ descriptor: Int32) -> String {
    var (bytes, buffer) = ([UInt8](), [UInt8](repeating: 0, count: 4096))
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count <= 0 { return String(decoding: bytes, as: UTF8.self) }
      bytes += buffer[..<count]
    }
  }
}
