import Drawing

/// What a diagram is written as: the ending of the file's name.
enum GraphFormat: String, CaseIterable {
  /// A picture.
  case svg
  /// Graphviz's language.
  case dot
  /// Mermaid's language.
  case mmd

  /// - Throws: `UsageError` for another ending.
  init(_ path: String, of option: String = "--output") throws(UsageError) {
    guard let format = Self.allCases.first(where: { path.hasSuffix(".\($0.rawValue)") }) else {
      throw UsageError("\(option): found \"\(path)\", expected a name ending in .svg, .dot or .mmd")
    }
    self = format
  }

  /// `path`, where it has one of the endings.
  ///
  /// - Throws: `UsageError` for another ending.
  static func path(_ path: String, of option: String) throws(UsageError) -> String {
    _ = try GraphFormat(path, of: option)
    return path
  }

  /// The file's text.
  func text(of diagram: Diagram) -> String {
    switch self {
    case .svg: diagram.svg()
    case .dot: diagram.dot()
    case .mmd: diagram.mermaid()
    }
  }
}
