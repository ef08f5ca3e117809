import Testing

/// `lessons explain`.
extension CommandLineTests {
  /// The small transform of lesson 4's tests in `out`, and three rows in `raw.csv`.
  static func explain(_ words: String...) async throws -> LessonsProcess {
    let scratch = try ScratchDirectory.current
    try scratch.makeDirectory("out")
    try scratch.write(Lesson4TransformedDataTests.smallText, to: "out/transform_fn.json")
    try scratch.write("x,n\n1,2\n3,5\n4,many\n", to: "raw.csv")
    let common = ["explain", "--transform-output", "out", "--input", "raw.csv"]
    return try await LessonsProcess.run(common + words, in: scratch.path)
  }

  @Test func `explain follows each feature from its cells to its value`() async throws {
    let scratch = try ScratchDirectory.current
    try scratch.write("x,n\n1,2\n3,5\n", to: "short.csv")
    _ = try await Self.explain("--row", "0")
    let process = try await LessonsProcess.run(
      ["explain", "--transform-output", "out", "--input", "short.csv", "--row", "1"],
      in: scratch.path
    )
    #expect(process.status == 0 && process.errors.isEmpty)
    #expect(process.output.hasPrefix("row 1: short.csv, line 3\nline: of Mine/Function.swift\n┌"))
    let rows = tableCells(process.output)
    // The id is TensorFlow 2.21's: tf.sparse.cross_hashed of 5 alone, modulo 10.
    #expect(rows[0] == ["step", "made of", "value", "line"])
    #expect([rows[1], rows[4], rows[7]] == [["id"], ["scaled"], ["shifted"]])
    #expect(rows[2] == ["n", "cell", "5", ""])
    #expect(Array(rows[3].prefix(2)) == ["hashed_cross_1", "hashed_cross(n, bins: 10)"])
    #expect(rows[5] == ["x", "cell", "3.0", ""])
    // (3 - 1) / (5 - 1)
    #expect(
      rows[6] == ["scale_to_0_1_1", "scale_to_0_1(x, min_max_1.min = 1.0, min_max_1.max = 5.0)", "0.5", "3"]
    )
    #expect(rows[9] == ["subtract_1", "subtract(x, 1.5)", "1.5", "4"])
  }

  @Test func `explain of one feature reads the columns of that one alone`() async throws {
    // Row 2 has no number in n, which `shifted` does not need.
    let process = try await Self.explain("--row", "2", "--feature", "shifted")
    #expect(process.errors.isEmpty && process.status == 0)
    #expect(tableCells(process.output).dropFirst(2).map { $0[2] } == ["4.0", "2.5"])
  }

  @Test func `explain as JSON is one object`() async throws {
    let process = try await Self.explain("--row", "2", "--feature", "shifted", "--json")
    #expect(
      process.output == """
        {
          "row": 2,
          "place": "raw.csv, line 4",
          "features": [
            {
              "name": "shifted",
              "value": 2.5,
              "cells": {"x": 4.0},
              "steps": [
                {
                  "name": "subtract_1",
                  "operation": "subtract",
                  "inputs": [{"name": "x", "value": 4.0, "constant": false}, {"name": null, "value": 1.5, "constant": true}],
                  "parameters": {},
                  "value": 2.5,
                  "at": "Mine/Function.swift:4"
                }
              ]
            }
          ]
        }

        """
    )
  }

  @Test(arguments: [
    (["--row", "2"], 1, "raw.csv:4:3: n: found \"many\", expected an integer"),
    (
      ["--row", "3", "--feature", "scaled"], 1,
      "raw.csv: --row: found 3 rows, counted from 0; expected a row 3\n"
    ),
    (["--row", "-1"], 2, "--row: found \"-1\", expected an integer of at least 0"),
    (["--row", "0", "--feature", "y"], 2, "--feature: found \"y\", expected one of id, scaled, shifted"),
    ([], 2, "--row is missing"),
    (
      ["--row", "0", "--model", "m"], 2,
      "found both of --transform-output and --model, expected one of them"
    ),
  ])
  func `explain says what is wrong`(words: [String], status: Int32, problem: String) async throws {
    let scratch = try ScratchDirectory.current
    _ = try await Self.explain("--row", "0")
    let common = ["explain", "--transform-output", "out", "--input", "raw.csv"]
    let process = try await LessonsProcess.run(common + words, in: scratch.path)
    #expect(process.status == status && process.output.isEmpty)
    #expect(process.errors.hasPrefix("lessons: \(problem)"), "\(process.errors)")
  }

  @Test func `explain of a model ends with its prediction, from records as from CSV`() async throws {
    try await Self.prepare("train_embedding_model")
    let words = ["explain", "--model", "area/models/embedding", "--row", "7", "--input"]
    let scratch = try ScratchDirectory.current
    let fromCSV = try await LessonsProcess.run(words + ["rides.csv"], in: scratch.path)
    let fromRecords = try await LessonsProcess.run(words + ["area/raw_tfrecords"], in: scratch.path)
    let predicted = try await Self.lessons(
      "predict",
      "--model",
      "area/models/embedding",
      "--input",
      "rides.csv",
      "--output",
      "p.csv"
    )
    try #require(predicted.status == 0)
    let prediction = try scratch.text(of: "p.csv").split(separator: "\n")[8].dropLast()
    #expect(fromCSV.output.hasPrefix("row 7: rides.csv, line "))
    #expect(fromCSV.output.hasSuffix("\nprediction: fare_amount = \(prediction)\n"))
    #expect(fromRecords.output.hasPrefix("row 7: area/raw_tfrecords/part-00000-of-00001, record 7 at byte "))
    #expect(tableCells(fromRecords.output) == tableCells(fromCSV.output))
    #expect(!tableCells(fromCSV.output).contains { $0[0] == "fare_amount" })
  }
}
