import RawData

/// Fills the code and output blocks of a lesson's page, and the places of its figures.
///
/// A marker stands alone on a line. Below a code or output marker the fenced block is replaced, or made when there is none; below
/// a figure's marker stands the line that shows it, whose words in brackets are the page's own:
/// ```
/// <!-- code: Sources/.../File.swift#region -->
/// <!-- output: 2/first-record -->
/// <!-- figure: 6/journey/layers -->
/// ![From left to right, the features, the layers and the fare.](figures/6-journey/layers.svg)
/// ```
struct Weaver {
  /// A page with its blocks filled, and what it shows.
  struct Woven {
    var text: String
    var shown: Set<PageMarker>
  }

  /// The marks around what `make conformance` writes; it is left as it is.
  private static let conformanceMarks = ["scoreboard", "keras", "agreement", "onnx"].flatMap {
    ["<!-- \($0) -->", "<!-- end: \($0) -->"]
  }

  /// The package's root.
  let root: String
  /// The cells' outputs by `lesson/cell`.
  let outputs: [String: String]
  /// The figures' files below `Lessons/figures`, by `lesson/cell/file`: `6-journey/layers.svg`.
  var figures: [String: String] = [:]

  /// The page with all its blocks filled.
  ///
  /// - Throws: `InputError` with the page's line when a marker names something unknown, comes a second time, or is not closed.
  func weave(_ page: String, path: String) throws -> Woven {
    var lines = page.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)[...]
    var woven: [String] = []
    var shown: Set<PageMarker> = []
    var number = 0
    while let line = lines.popFirst() {
      number += 1
      woven.append(line)
      let position = InputError.Position.line(number, column: 1)
      func failure(_ problem: String) -> InputError {
        InputError(file: path, position: position, problem: problem)
      }
      if line.hasPrefix("!["), line.contains("](figures/") {
        throw failure("this figure has no marker, expected <!-- figure: LESSON/CELL/FILE --> above it")
      }
      guard line.hasPrefix("<!--"), !Self.conformanceMarks.contains(line) else { continue }
      guard let marker = Self.parse(line) else {
        throw failure("found \(line), expected a code, an output or a figure marker")
      }
      guard shown.insert(marker).inserted else { throw failure("found \(line) a second time on this page") }
      let below = lines.count
      woven += try block(for: marker, &lines, failure)
      number += below - lines.count
    }
    return Woven(text: woven.joined(separator: "\n"), shown: shown)
  }

  private static func parse(_ line: String) -> PageMarker? {
    line.hasSuffix(" -->") ? PageMarker(line.dropFirst("<!--".count).dropLast("-->".count)) : nil
  }

  /// What belongs below a marker; what stands there is dropped from the front of `lines`.
  private func block(
    for marker: PageMarker,
    _ lines: inout ArraySlice<String>,
    _ failure: (String) -> InputError
  ) throws -> [String] {
    switch marker {
    case .output(let name):
      guard let output = outputs[name] else {
        throw failure("\(UsageError(unknown: "cell", name, expected: outputs.keys.sorted()))")
      }
      try Self.dropBlock(&lines, failure)
      return ["```text", output.hasSuffix("\n") ? String(output.dropLast()) : output, "```"]
    case .code(let path, let region):
      try Self.dropBlock(&lines, failure)
      let language = SourceLanguage(of: path) ?? .swift
      return ["```\(language.rawValue)"]
        + (try Snippet.read(region, from: "\(root)/\(path)", shownAs: path)) + ["```"]
    case .figure(let name):
      guard let file = figures[name] else {
        let known = figures.keys.sorted().joined(separator: ", ")
        throw failure("no cell draws \"\(name)\", expected one of \(known)")
      }
      return ["![\(try Self.takeAltText(&lines, failure))](figures/\(file))"]
    }
  }

  /// Drops a fenced block at the front of `lines`.
  private static func dropBlock(_ lines: inout ArraySlice<String>, _ failure: (String) -> InputError) throws {
    guard lines.first?.hasPrefix("```") == true else { return }
    guard let closing = lines.dropFirst().firstIndex(of: "```") else {
      throw failure("the block below is not closed, expected ``` on a line of its own")
    }
    lines = lines[(closing + 1)...]
  }

  /// Takes the line that shows a figure from the front of `lines`; the words that say what to see in it.
  private static func takeAltText(
    _ lines: inout ArraySlice<String>,
    _ failure: (String) -> InputError
  ) throws -> Substring {
    let expected = "expected ![what to see in it](...) on a line of its own below"
    guard let line = lines.popFirst(), line.hasPrefix("![") else {
      throw failure("this figure has no words for those who don't see it, \(expected)")
    }
    guard line.hasSuffix(")"), let end = line.ranges(of: "](").last else {
      throw failure("the figure below is not closed, \(expected)")
    }
    let words = line[line.index(line.startIndex, offsetBy: 2)..<end.lowerBound]
    guard words.split(separator: " ").count >= 4 else {
      throw failure("the figure below says too little about what to see in it: \"\(words)\"")
    }
    return words
  }
}
