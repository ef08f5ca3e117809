import RawData

/// What each of several players adds to the worth of a team, shared out fairly.
///
/// A player's share is the mean, over all orders in which the team can come together, of what its worth grows by when the
/// player joins. The shares add up to the worth of the whole team less that of nobody. Source: L. S. Shapley, "A value for
/// n-person games", 1953; players as features: S. Lundberg and S. Lee, "A unified approach to interpreting model
/// predictions", 2017.
enum ShapleyValues {
  /// Up to so many players every team is asked, and the shares are exact.
  static let largestExact = 13
  /// For more players, so many orders are drawn, each with its reverse.
  static let drawnOrders = 128

  /// The share of each of `count` players.
  ///
  /// - Parameter worths: gets teams, for each player whether it is in, and returns their worths.
  static func shares(of count: Int, _ worths: ([[Bool]]) throws -> [Float]) rethrows -> [Double] {
    count <= largestExact ? try exactShares(of: count, worths) : try sampledShares(of: count, worths)
  }

  /// The shares from the worths of all teams.
  static func exactShares(of count: Int, _ worths: ([[Bool]]) throws -> [Float]) rethrows -> [Double] {
    let worths = try worths((0..<1 << count).map { team in (0..<count).map { team >> $0 & 1 == 1 } })
    // Of all orders, in how many these players come first, in any order, then the one, then the others.
    var weights: [Double] = []
    for size in 0..<count {
      weights.append(size == 0 ? 1 / Double(count) : weights[size - 1] * Double(size) / Double(count - size))
    }
    return (0..<count).map { player in
      var share = 0.0
      for team in worths.indices where team >> player & 1 == 0 {
        share += weights[team.nonzeroBitCount] * (Double(worths[team | 1 << player]) - Double(worths[team]))
      }
      return share
    }
  }

  /// The shares from some orders, the same at every call, each with its reverse: what is too large in one is mostly too
  /// small in the other. Source: R. Mitchell et al., "Sampling permutations for Shapley value estimation", 2022.
  static func sampledShares(of count: Int, _ worths: ([[Bool]]) throws -> [Float]) rethrows -> [Double] {
    var generator = SplitMix64(seed: 1)
    var shares = [Double](repeating: 0, count: count)
    for _ in 0..<drawnOrders {
      let order = generator.permutation(of: count)
      for order in [order, order.reversed()] {
        // One order's teams at a time: those of all orders would fill the memory when there are thousands of players.
        let worths = try worths(teams(joining: order))
        for (place, player) in order.enumerated() {
          shares[player] += Double(worths[place + 1]) - Double(worths[place])
        }
      }
    }
    return shares.map { $0 / Double(2 * drawnOrders) }
  }

  /// Nobody, then the first player of `order`, then the first two, and so on.
  private static func teams(joining order: [Int]) -> [[Bool]] {
    var team = [Bool](repeating: false, count: order.count)
    return [team]
      + order.map { player in
        team[player] = true
        return team
      }
  }
}
