import RawData

/// A named region of a source file: the lines between `// snippet: name` and `// end: name`, or the same after `#`.
enum Snippet {

  /// The region's lines, without the indentation that all of them share.
  static func read(_ region: String, from path: String, shownAs shownPath: String) throws -> [String] {
    let lines = try lines(of: path)
    func indices(of mark: String) -> [Int] {
      lines.indices.filter { lines[$0].drop { $0 == " " } == mark[...] }
    }
    let comment = (SourceLanguage(of: path) ?? .swift).comment
    let (start, end) = ("\(comment) snippet: \(region)", "\(comment) end: \(region)")
    let (starts, ends) = (indices(of: start), indices(of: end))
    guard starts.count == 1, ends.count == 1, starts[0] < ends[0] else {
      throw InputError(
        file: shownPath,
        problem: "expected one \"\(start)\" and one \"\(end)\" after it, "
          + "found \(starts.count) and \(ends.count)"
      )
    }
    let body = lines[(starts[0] + 1)..<ends[0]]
    let indent = body.filter { !$0.isEmpty }.map { $0.prefix { $0 == " " }.count }.min() ?? 0
    return body.map { String($0.dropFirst(indent)) }
  }

  /// Where regions begin in the source files below `folder`.
  ///
  /// - Parameters:
  ///   - root: the package's root.
  ///   - folder: below the root: `Sources`.
  static func all(root: String, in folder: String) throws -> [(path: String, region: String, line: Int)] {
    try Platform.entries(of: "\(root)/\(folder)").sorted().flatMap { entry in
      let path = "\(folder)/\(entry)"
      if Platform.isDirectory("\(root)/\(path)"), !entry.hasPrefix(".") {
        return try all(root: root, in: path)
      }
      guard let language = SourceLanguage(of: entry) else { return [] }
      let opening = "\(language.comment) snippet: "
      return try lines(of: "\(root)/\(path)").enumerated().compactMap { index, line in
        let mark = line.drop { $0 == " " }
        guard mark.hasPrefix(opening) else { return nil }
        return (path, String(mark.dropFirst(opening.count)), line: index + 1)
      }
    }
  }

  private static func lines(of path: String) throws -> [String] {
    String(decoding: try InputFile.contents(of: path), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }
}
