import Foundation
import TFTCases
import Testing

/// Real TFT's answers, from `Tests/Conformance/tft_cases.py`, one test per family of functions.
@Suite("Lesson 3: what real TFT answers", .tags(.lesson3))
struct Lesson3TFTCasesTests {
  static let families: [String] = {
    let directory = Bundle.module.bundleURL.appending(path: "Fixtures/tft/cases")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: directory.path)) ?? []
    return names.filter { $0.hasSuffix(".json") }.sorted()
  }()

  @Test func `there are fixtures`() {
    #expect(!Self.families.isEmpty)
  }

  @Test(arguments: families)
  func `our functions answer as TFT's do, or as the deviation says`(family: String) throws {
    let path = Bundle.module.bundleURL.appending(path: "Fixtures/tft/cases/\(family)").path
    let file = try CaseFile(contentsOf: path)
    #expect(!file.cases.isEmpty)
    for `case` in file.cases {
      let answer = file.answer(to: `case`)
      let difference = answer.difference(from: `case`.expected, ulps: `case`.ulps, relative: `case`.relative)
      #expect(difference == nil, "\(`case`.id)")
    }
  }
}
