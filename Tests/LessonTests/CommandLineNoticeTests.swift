import Testing

/// What a run says of columns that are not as one would wish, and what lessons show of a row.
extension CommandLineTests {
  @Test func `a constant column is told once, on standard error and in the task's result`() async throws {
    let scratch = try ScratchDirectory.current
    var lines = try Fixture.text("tft/taxi-edges.csv").split(separator: "\n").map(String.init)
    for line in lines.indices.dropFirst() {
      lines[line] = lines[line].split(separator: ",").dropLast().joined(separator: ",") + ",1"
    }
    try scratch.write(lines.joined(separator: "\n") + "\n", to: "same.csv")
    let process = try await Self.lessons(
      "task",
      "transform_tfrecords",
      "view_transformed_sample_data",
      "--data",
      "same.csv",
      "--workdir",
      "area",
      "--quiet"
    )
    #expect(process.status == 0)
    let notice =
      "scale_to_0_1(passenger_count) at TaxiFare/TaxiPreprocessing.swift:7: constant column, sigmoid used"
    #expect(process.errors == "lessons: \(notice)\n")
    #expect(process.output.split(separator: "\n").filter { $0 == notice }.count == 1)
  }

  @Test func `the sample is shown before and after, each feature below what it is made of`() async throws {
    let process = try await Self.lessons(
      "task",
      "view_transformed_sample_data",
      "--data",
      "rides.csv",
      "--workdir",
      "area",
      "--quiet"
    )
    let rows = tableCells(process.output)
    #expect(rows[0] == ["", "feature", "tensor", "value"])
    #expect(
      rows[1][0...1] == ["before", "key"] && rows[2][0...1] == ["after", "key"] && rows[1][3] == rows[2][3]
    )
    var groups: [(before: [String], after: [String])] = []
    var isAfter = false
    for row in rows.dropFirst() {
      if row[0] == "before" { groups.append(([], [])) }
      if !row[0].isEmpty { isAfter = row[0] == "after" }
      if isAfter {
        groups[groups.count - 1].after.append(row[1])
      } else {
        groups[groups.count - 1].before.append(row[1])
      }
    }
    // Alone first, in the order of the schema.
    #expect(groups.contains { $0 == (["passenger_count"], ["passenger_count"]) })
    #expect(groups.contains { $0 == (["pickup_latitude"], ["bucketed_pickup_latitude", "pickup_latitude"]) })
    #expect(Set(groups.flatMap(\.after)).count == 20)
    // The distance is of four columns, in a group of its own.
    let euclidean = try #require(groups.first { $0.after.contains("euclidean") })
    #expect(
      euclidean.before.sorted() == [
        "dropoff_latitude", "dropoff_longitude", "pickup_latitude", "pickup_longitude",
      ]
    )
  }

  @Test func `lesson 3 shows the function with its values, without its source its operations`() async throws {
    let away = try await Self.lessons("run", "3", "--quiet", "--data", "rides.csv", "--workdir", "area")
    #expect(away.status == 0 && away.errors.isEmpty)
    #expect(tableCells(away.output).contains(["line", "operation, and what it makes of the first 3 rows"]))
    #expect(
      away.output.contains(
        "\nThe source of TaxiFare/TaxiPreprocessing.swift is not below this directory: run in the folder of its package to "
          + "see its lines.\n"
      )
    )
    #expect(
      away.output.contains(
        "get_analyze_input_columns:   passenger_count\n"
          + "get_transform_input_columns: dropoff_latitude, dropoff_longitude, fare_amount, key, passenger_count, "
          + "pickup_datetime, pickup_latitude, pickup_longitude\n"
      )
    )
    let root = taxiData("x").dropLast("/data/x".count)
    let scratch = try ScratchDirectory.current
    let words = [
      "run", "3", "--quiet", "--data", scratch.path("rides.csv"), "--workdir", scratch.path("area"),
    ]
    let here = try await LessonsProcess.run(words, in: String(root))
    #expect(here.status == 0)
    #expect(here.errors.isEmpty)
    let rows = tableCells(here.output)
    #expect(rows.contains(["line", "source, and what it makes of the first 3 rows"]))
    // An operator has the line of the function that uses it first.
    let bucket = "longitudeBucket = try applyBuckets(longitude, boundaries: edges)"
    let line = try #require(rows.firstIndex { $0.count == 2 && $0[1] == bucket })
    let made = try #require(
      rows[line...].first { $0[0].isEmpty && $0[1].hasPrefix("-> dropoff_longitude: ") }
    )
    // (longitude + 78) / 8 of the first ride.
    let ride = try scratch.text(of: "rides.csv").split(separator: "\n")[1].split(separator: ",")
    let degrees = try #require(Float(ride[5]))
    let value = try #require(made[1].split(separator: " ")[2].split(separator: ",").first)
    #expect(Float(value) == (degrees + 78) / 8)
  }
}
