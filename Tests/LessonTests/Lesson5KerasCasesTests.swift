import Foundation
import KerasCases
import Testing

/// Keras's answers, from `Tests/Conformance/keras_cases.py`.
@Suite("Lesson 5: what Keras answers", .tags(.lesson5))
struct Lesson5KerasCasesTests {
  static let families = ["layers", "losses", "optimizers", "schedules", "trainings"]

  private static let files: [String: Result<KerasCaseFile, any Error>] = {
    let results = families.map { family in
      let path = Bundle.module.bundleURL.appending(path: "Fixtures/keras/\(family).json").path
      return (family, Result { try KerasCaseFile(contentsOf: path) })
    }
    return Dictionary(uniqueKeysWithValues: results)
  }()

  /// The family's cases, none when its file is missing: the first test tells.
  static func cases(_ family: String) -> [KerasCase] {
    (try? files[family]?.get().cases) ?? []
  }

  @Test(arguments: families)
  func `there are cases`(family: String) throws {
    let file = try #require(try Self.files[family]?.get())
    #expect(!file.cases.isEmpty)
    #expect(file.cases.allSatisfy { !$0.expected.isEmpty && Set($0.expected.keys) == Set($0.relative.keys) })
  }

  @Test(arguments: cases("layers"))
  func `a layer's output is Keras's`(case: KerasCase) throws {
    let difference = `case`.difference(from: try `case`.answer())
    #expect(difference == nil)
  }

  @Test(arguments: cases("losses"))
  func `a loss and its gradient are Keras's`(case: KerasCase) throws {
    let difference = `case`.difference(from: try `case`.answer())
    #expect(difference == nil)
  }

  @Test(arguments: cases("schedules"))
  func `a learning rate is Keras's at every step`(case: KerasCase) throws {
    let difference = `case`.difference(from: try `case`.answer())
    #expect(difference == nil)
  }

  @Test(arguments: cases("optimizers"))
  func `a hundred steps of an optimizer are Keras's`(case: KerasCase) throws {
    #expect(`case`.expected["losses"]?.count == 100)
    let difference = `case`.difference(from: try `case`.answer())
    #expect(difference == nil)
  }

  @Test(arguments: cases("trainings"))
  func `a hundred steps of a model are Keras's`(case: KerasCase) throws {
    #expect(`case`.expected["losses"]?.count == 100)
    let difference = `case`.difference(from: try `case`.answer())
    #expect(difference == nil)
  }
}
