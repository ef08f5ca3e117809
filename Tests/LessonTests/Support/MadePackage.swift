import Testing

@testable import Runner

/// The package that `lessons new` makes of the made customers, and the golden text of it in Tests/MadePipeline, which is
/// compiled too.
enum MadePackage {
  static func package(label: String = "churned", wish: LabelPlan.Wish? = nil) throws -> NewPackage {
    NewPackage(
      name: "MadePipeline",
      library: "/library",
      data: "/rows/customers.csv",
      valid: nil,
      plan: try PipelinePlan(csv: Fixture.path("new/customers.csv"), label: label, wish: wish)
    )
  }

  /// Where the golden text of a file of the package is: programs that would be compiled where they must not be end in `.txt`.
  static func goldenPath(_ path: String) -> String {
    let name = String(path.split(separator: "/").last ?? "")
    let isLibrary = ["Schema.swift", "Preprocessing.swift", "Models.swift", "Pipeline.swift", "README.md"]
      .contains(name)
    let tests = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
    return "\(tests.joined(separator: "/"))/MadePipeline/\(name)\(isLibrary ? "" : ".txt")"
  }
}
