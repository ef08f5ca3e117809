import Preprocessing
import RawData
import Testing
import TransformedData

/// In what two fitted transforms differ.
@Suite("Lesson 4: differences", .tags(.lesson4))
struct Lesson4DifferenceTests {
  /// A vocabulary with frequencies, edges, and means per key.
  static func fitted(_ tokens: [String], _ numbers: [Float]) throws -> TransformFn {
    try Rows(["s": strings(tokens), "x": FeatureValues(numbers)]).fitted { inputs in
      var outputs = Outputs()
      let (s, x) = (try inputs.string("s"), try inputs.float("x"))
      outputs["id"] = try computeAndApplyVocabulary(s, vocabFilename: "v", storeFrequency: true)
      outputs["edge"] = try bucketize(x, buckets: 4)
      outputs["z"] = try scaleToZScorePerKey(x, key: s)
      return outputs
    }
  }

  static let before = try? fitted(["a", "a", "a", "b", "b", "c"], [1, 2, 3, 4, 5, 6])

  @Test func `a transform does not differ from itself, NaN and all`() throws {
    let before = try #require(Self.before)
    #expect(before.differences(to: before).isEmpty)
    let empty = try Self.fitted([], [])
    #expect(empty.differences(to: empty).isEmpty)
  }

  @Test func `tokens that came, went and changed rank are told apart`() throws {
    let later = try Self.fitted(["b", "b", "b", "a", "d", "d"], [1, 2, 3, 4, 5, 6])
    let differences = try #require(Self.before).differences(to: later)
    let vocabulary = try #require(differences.first { $0.subject == "vocabulary(mark_spaces(s)).tokens" })
    guard case .tokens(let tokens) = vocabulary.change else {
      Issue.record("\(vocabulary.change)")
      return
    }
    // a, b, c by frequency before; b, d, a now.
    #expect(tokens.countBefore == 3 && tokens.countAfter == 3)
    #expect(tokens.gained == [Array("d".utf8)] && tokens.lost == [Array("c".utf8)])
    #expect(tokens.moved.map { String(decoding: $0.token, as: UTF8.self) } == ["a", "b"])
    #expect(tokens.moved.map { [$0.before, $0.after] } == [[0, 2], [1, 0]])
    #expect(vocabulary.affected == ["id"])
  }

  @Test func `frequencies and figures per key are compared key by key`() throws {
    let later = try Self.fitted(["b", "b", "b", "a", "d", "d"], [1, 2, 3, 4, 5, 6])
    let differences = try #require(Self.before).differences(to: later)
    let moved = differences.compactMap { difference -> (String, MovedNumbers)? in
      guard case .moved(let moved) = difference.change else { return nil }
      return (difference.subject, moved)
    }
    let frequencies = try #require(moved.first { $0.0 == "vocabulary(mark_spaces(s)).frequencies" }).1
    #expect(frequencies.count == 2)
    #expect(frequencies.numbers.map(\.label) == ["a", "b"])
    #expect(
      frequencies.numbers.map { [$0.before, $0.after, $0.change ?? ""] } == [
        ["3", "1", "-2"], ["2", "3", "+1"],
      ]
    )
    // The means of a: (1 + 2 + 3) / 3 before, 4 now; of b: (4 + 5) / 2 before, (1 + 2 + 3) / 3 now.
    let means = try #require(moved.first { $0.0.hasSuffix(".mean") }).1
    #expect(
      means.numbers.map { [$0.label ?? "", $0.before, $0.after] } == [
        ["a", "2.0", "4.0"], ["b", "4.5", "2.0"],
      ]
    )
  }

  @Test func `edges that have moved are named by their places`() throws {
    let later = try Self.fitted(["a", "a", "a", "b", "b", "c"], [1, 2, 3, 4, 50, 60])
    let differences = try #require(Self.before).differences(to: later)
    let edges = try #require(differences.first { $0.subject == "quantiles(x)" })
    guard case .moved(let moved) = edges.change else {
      Issue.record("\(edges.change)")
      return
    }
    #expect(moved.count == 3)
    #expect(moved.numbers.allSatisfy { $0.label == "[2]" })
    #expect(edges.affected == ["edge"])
    #expect(differences.contains { $0.subject == "vocabulary(mark_spaces(s)).tokens" } == false)
  }

  @Test func `a transform with another preprocessing function is compared as far as it goes`() throws {
    let rows = Rows(["s": strings(["a", "b"]), "x": FeatureValues([1, 2] as [Float])])
    let later = try rows.fitted { inputs in
      var outputs = Outputs()
      outputs["id"] = try hashStrings(inputs.string("s"), hashBuckets: 10)
      return outputs
    }
    let differences = try #require(Self.before).differences(to: later)
    let removed = differences.filter { if case .removed = $0.change { true } else { false } }
    #expect(removed.map(\.subject) == ["x", "edge", "z", "vocabulary(mark_spaces(s))"])
    let replaced = try #require(differences.first { $0.part == .operation })
    #expect(replaced.subject.hasPrefix("apply_vocabulary(mark_spaces(s), "))
    guard case .replaced(_, "hash_strings(s)") = replaced.change else {
      Issue.record("\(replaced.change)")
      return
    }
  }
}
