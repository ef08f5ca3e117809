import RawData

/// Fills the code and output blocks of a lesson's page.
///
/// A marker stands alone on a line; the fenced block below it is replaced, or made when there is none:
/// `<!-- code: Sources/.../File.swift#region -->` or `<!-- output: 2/first-record -->`.
struct Weaver {
  /// The marks around what `make conformance` writes; it is left as it is.
  private static let conformanceMarks = ["scoreboard", "keras", "agreement", "onnx"].flatMap {
    ["<!-- \($0) -->", "<!-- end: \($0) -->"]
  }

  /// The package's root.
  let root: String
  /// The cells' outputs by `lesson/cell`.
  let outputs: [String: String]

  /// The page with all its blocks filled.
  ///
  /// - Throws: `InputError` with the page's line when a marker names something unknown or a block is not closed.
  func weave(_ page: String, path: String) throws -> String {
    var lines = page.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)[...]
    var woven: [String] = []
    var seen: Set<String> = []
    var number = 0
    while let line = lines.popFirst() {
      number += 1
      woven.append(line)
      guard line.hasPrefix("<!--"), !Self.conformanceMarks.contains(line) else { continue }
      let position = InputError.Position.line(number, column: 1)
      func failure(_ problem: String) -> InputError {
        InputError(file: path, position: position, problem: problem)
      }
      guard let marker = Self.parse(line) else {
        throw failure("found \(line), expected a code or an output marker")
      }
      guard seen.insert(line).inserted else { throw failure("found \(line) a second time on this page") }
      woven += try block(for: marker, failure)
      number += try Self.dropBlock(&lines, failure)
    }
    return woven.joined(separator: "\n")
  }

  private static func parse(_ line: String) -> PageMarker? {
    line.hasSuffix(" -->") ? PageMarker(line.dropFirst("<!--".count).dropLast("-->".count)) : nil
  }

  private func block(for marker: PageMarker, _ failure: (String) -> InputError) throws -> [String] {
    switch marker {
    case .output(let name):
      guard let output = outputs[name] else {
        throw failure("\(UsageError(unknown: "cell", name, expected: outputs.keys.sorted()))")
      }
      return ["```text", output.hasSuffix("\n") ? String(output.dropLast()) : output, "```"]
    case .code(let path, let region):
      let language = SourceLanguage(of: path)
      let lines = try Snippet.read(region, from: "\(root)/\(path)", shownAs: path, language)
      return ["```\(language.rawValue)"] + lines + ["```"]
    }
  }

  /// Drops a fenced block at the front of `lines`; how many lines it had.
  private static func dropBlock(_ lines: inout ArraySlice<String>, _ failure: (String) -> InputError) throws
    -> Int
  {
    guard lines.first?.hasPrefix("```") == true else { return 0 }
    guard let closing = lines.dropFirst().firstIndex(of: "```") else {
      throw failure("the block below is not closed, expected ``` on a line of its own")
    }
    let count = closing - lines.startIndex + 1
    lines = lines[(closing + 1)...]
    return count
  }
}

/// The language of a source file that pages show.
enum SourceLanguage: String {
  case swift, python, sh

  /// By the ending of the file's name.
  init(of path: String) {
    self = path.hasSuffix(".py") ? .python : path.hasSuffix(".sh") ? .sh : .swift
  }

  /// What a line that is a comment begins with.
  var comment: String { self == .swift ? "//" : "#" }
}

/// A named region of a source file: the lines between `// snippet: name` and `// end: name`, or the same after `#`.
enum Snippet {
  /// The region's lines, without the indentation that all of them share.
  static func read(
    _ region: String,
    from path: String,
    shownAs shownPath: String,
    _ language: SourceLanguage
  ) throws -> [String] {
    let (start, end) = ("\(language.comment) snippet: \(region)", "\(language.comment) end: \(region)")
    let text = String(decoding: try InputFile.contents(of: path), as: UTF8.self)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    func indices(of mark: String) -> [Int] {
      lines.indices.filter { lines[$0].drop { $0 == " " } == mark[...] }
    }
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
}
