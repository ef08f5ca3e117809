import RawData

/// Where the library is that a new package is built on.
enum LibraryPlace {
  private static let manifest = "Package.swift"
  private static let mark = "name: \"TFTLessons\","

  /// The directory of the library's package: `given`, or the nearest one at or above the current directory, or above the
  /// running program.
  ///
  /// - Throws: `UsageError` when `given` is another directory; `FileError` when there is none.
  static func find(given: String?) throws -> String {
    if let given {
      guard isLibrary(given) else {
        throw UsageError(
          "--package: found no \(manifest) of TFTLessons in \(given), expected the library's directory"
        )
      }
      return try Platform.absolutePath(of: given)
    }
    let starts = [try? Platform.absolutePath(of: "."), Platform.executablePath.map(Platform.parent(of:))]
    for start in starts.compactMap(\.self) {
      if let found = nearest(to: start) { return found }
    }
    throw FileError(
      path: manifest,
      problem:
        "found none of TFTLessons here, above, or above the running program; --package DIR names the library's directory"
    )
  }

  private static func nearest(to start: String) -> String? {
    var place = start
    while !place.isEmpty {
      if isLibrary(place) { return place }
      if place == "/" { return nil }
      place = Platform.parent(of: place)
    }
    return nil
  }

  private static func isLibrary(_ directory: String) -> Bool {
    let path = "\(directory == "/" ? "" : directory)/\(manifest)"
    guard Platform.isRegularFile(path), let bytes = try? InputFile.contents(of: path) else { return false }
    return String(decoding: bytes, as: UTF8.self).contains(mark)
  }
}
