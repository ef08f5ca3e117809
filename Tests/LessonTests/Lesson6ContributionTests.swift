import Embeddings
import RawData
import Testing
import TransformedData

@testable import EndToEnd

/// What each feature adds to a prediction.
@Suite("Lesson 6: contributions", .tags(.lesson6))
struct Lesson6ContributionTests {
  // MARK: shares of a game

  /// The shares by their definition: the mean, over all orders, of what the worth grows by when a player joins.
  static func sharesOfAllOrders(_ count: Int, _ worth: ([Bool]) -> Float) -> [Double] {
    var sums = [Double](repeating: 0, count: count)
    var orders = 0
    func join(_ team: [Bool], _ gains: [Double]) {
      if !team.contains(false) {
        orders += 1
        for player in 0..<count { sums[player] += gains[player] }
        return
      }
      for player in 0..<count where !team[player] {
        var (team, gains) = (team, gains)
        let before = worth(team)
        team[player] = true
        gains[player] = Double(worth(team)) - Double(before)
        join(team, gains)
      }
    }
    join([Bool](repeating: false, count: count), [Double](repeating: 0, count: count))
    return sums.map { $0 / Double(orders) }
  }

  /// A game in which players help and hinder each other; the last one is of no use.
  static func worth(_ team: [Bool]) -> Float {
    var worth: Float = 3
    for (player, isIn) in team.dropLast().enumerated() where isIn { worth += Float(player + 1) }
    if team[0] && team[1] { worth -= 2.5 }
    if team[1] && !team[2] { worth *= 1.5 }
    return team[0] && team[2] && team[3] ? max(worth, 20) : worth
  }

  @Test func `shares are the mean over all orders`() {
    let expected = Self.sharesOfAllOrders(6, Self.worth)
    let shares = ShapleyValues.exactShares(of: 6) { $0.map(Self.worth) }
    // Both are sums of 720 terms at most, in float64.
    #expect(zip(shares, expected).allSatisfy { abs($0 - $1) < 1e-12 })
    #expect(shares[5] == 0)
    let all = Double(Self.worth([Bool](repeating: true, count: 6)))
    #expect(abs(shares.reduce(0, +) - (all - Double(Self.worth([Bool](repeating: false, count: 6))))) < 1e-12)
  }

  @Test func `shares from drawn orders add up and come near the exact ones`() {
    let exact = ShapleyValues.exactShares(of: 6) { $0.map(Self.worth) }
    let drawn = ShapleyValues.sampledShares(of: 6) { $0.map(Self.worth) }
    #expect(abs(drawn.reduce(0, +) - exact.reduce(0, +)) < 1e-12)
    // 256 orders; a player's gains differ by about 5, so their mean by 5 / 16.
    #expect(zip(drawn, exact).allSatisfy { abs($0 - $1) < 1 } && drawn != exact)
    #expect(drawn == ShapleyValues.sampledShares(of: 6) { $0.map(Self.worth) })
  }

  @Test func `many players are drawn, few are not`() {
    var teams: [Int] = []
    _ = ShapleyValues.shares(of: 13) {
      teams.append($0.count)
      return $0.map { _ in 0 }
    }
    #expect(teams == [8192])
    teams = []
    _ = ShapleyValues.shares(of: 14) {
      teams.append($0.count)
      return $0.map { _ in 0 }
    }
    // No more at once than one order has: memory does not grow with the orders.
    #expect(teams == [Int](repeating: 15, count: 256))
    #expect(ShapleyValues.shares(of: 0) { $0.map { _ in 5 } } == [])
  }

  // MARK: models

  @Test func `a line's contributions are its weights times the distance from what is typical`() throws {
    // The medians are 2 for shifted and 4 for the hour.
    let model = try HandModel.endToEnd(trainedOn: [(2, 3), (1e30, 4), (-5, 9), (.nan, 4)])
    #expect(model.typicalRow?["shifted"]?.floats == [2] && model.typicalRow?["hour"]?.floats == [4])
    let row = Rows(["x": FeatureValues([6] as [Float]), "t": strings([HandModel.time(hour: 3)])]).batch
    let contributions = try #require(try model.contributions(of: row))
    #expect(contributions.baseline == 16.5 && contributions.prediction == 19.5)
    // 2 (5 - 2) and 3 (3 - 4), the larger first.
    #expect(contributions.parts.map(\.feature) == ["shifted", "hour"])
    #expect(contributions.parts.map(\.contribution) == [6, -3])
    #expect(contributions.parts.map { $0.values.floats } == [[5], [3]])
  }

  @Test func `without training rows nobody knows what is typical`() throws {
    let model = try HandModel.endToEnd()
    let row = Rows(["x": FeatureValues([6] as [Float]), "t": strings([HandModel.time(hour: 3)])]).batch
    #expect(try model.contributions(of: row) == nil)
  }

  @Test(arguments: ["embedding", "non_embedding", "fare"])
  func `contributions add up to the prediction less that of the typical row`(name: String) throws {
    let trained = try Lesson6EndToEndTests.trained
    let transformFn = try trained.transformFn(of: name)
    let model = try trained.model(name)
    let examples = try Examples(
      TransformedReader(RowsReader(trained.raw, schema: trained.schema), transformFn),
      for: model.architecture
    )
    let endToEnd = try EndToEndModel(transformFn, model, trainedOn: examples)
    for row in [0, 7, 21] {
      let rawRow = trained.raw.slice(row..<row + 1)
      let contributions = try #require(try endToEnd.contributions(of: rawRow))
      #expect(contributions.prediction.bitPattern == (try endToEnd.predict(rawRow)[0].bitPattern))
      #expect(Set(contributions.parts.map(\.feature)) == Set(model.architecture.features))
      let whole = Double(contributions.prediction) - Double(contributions.baseline)
      // Predictions are float32, sums are float64: rounding alone.
      #expect(abs(contributions.sum - whole) < 1e-9 * max(1, abs(Double(contributions.prediction))))
      let sizes = contributions.parts.map(\.contribution.magnitude)
      #expect(sizes == sizes.sorted(by: >))
    }
  }

  @Test func `the typical id is the most frequent one, of several the smallest`() throws {
    let schema = Schema([
      FeatureSpec("id", .int64, width: 2, domain: .init(min: 0, max: 5)), FeatureSpec("label", .float32),
    ])
    let architecture = try ModelDefinition(name: "m", label: "label") { inputs in
      Dense(1)(Flatten()(Embedding(2)(try inputs.ids("id"))))
    }
    .architecture(schema)
    let ids = IDMatrix(rows: 5, columns: 2, count: 6, elements: [5, 1, 3, 0, 3, 1, 5, 2, 4, 0])
    let examples = Examples(inputs: [.ids(ids)], labels: [0, 0, 0, 0, 0])
    #expect(examples.typicalValues(for: architecture) == ["id": [3, 0]])
  }
}
