import RawData

/// The folder that holds the lessons' pages.
struct PageFolder: Sendable {
  let path: String

  /// The folder `Lessons` of the directory where the program is called, or of one that the executable is in: that is where
  /// `swift run` and a copy of the package have it. Nil when there is none.
  static func find() -> PageFolder? {
    var places = ["Lessons"]
    var directory = Platform.executablePath ?? ""
    while let slash = directory.lastIndex(of: "/") {
      directory = String(directory[..<slash])
      places.append("\(directory)/Lessons")
    }
    return places.lazy.map(PageFolder.init).first { $0.page(1) != nil }
  }

  /// The path of the page of lesson `number`: `Lessons/02-tfrecords.md`.
  func page(_ number: Int) -> String? {
    guard Platform.isDirectory(path), let names = try? Platform.entries(of: path) else { return nil }
    let start = number < 10 ? "0\(number)-" : "\(number)-"
    return names.sorted().first { $0.hasPrefix(start) && $0.hasSuffix(".md") }.map { "\(path)/\($0)" }
  }
}
