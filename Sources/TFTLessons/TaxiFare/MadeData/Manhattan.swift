import RawData

/// Manhattan's shores, streets and avenues, in grid kilometres.
enum Manhattan {
  /// Where the shores are, for each kilometre along the island from -6 (the Battery) to 11 (Washington
  /// Heights).
  private static let westShore = [
    -0.20, -0.62, -0.86, -1.23, -1.58, -1.78, -1.91, -2.0, -2.0,
    -1.97, -1.92, -1.92, -1.94, -1.95, -1.95, -1.94, -2.2, -2.4,
  ]
  private static let eastShore = [
    0.60, 1.25, 2.2, 2.2, 1.9, 1.35, 1.15, 1.33, 1.5,
    1.56, 1.5, 1.27, 1.12, 0.9, 0.2, -0.35, -1.0, -1.2,
  ]
  private static let southEnd = -6.0
  private static let northEnd = 10.9

  /// From Twelfth Avenue to York Avenue.
  private static let avenues = [
    -1.85, -1.62, -1.35, -1.08, -0.81, -0.56, -0.28, 0, 0.13, 0.27, 0.40, 0.53, 0.73, 0.93, 1.12,
  ]
  /// Twenty streets make a mile.
  private static let streetSpacing = 0.0804672
  /// The grid begins at 14th Street; further south the streets go their own ways.
  private static let gridStart = -2.25

  /// Central Park, from 59th to 110th Street between Eighth and Fifth Avenue: nobody hails a taxi in the
  /// middle of it.
  private static let park = (along: 1.37...5.47, west: -0.81, east: 0.0)

  /// The place on land nearest in spirit to `point`, most often on a street or an avenue.
  static func kerb(near point: GridPoint, using random: inout SplitMix64) -> GridPoint {
    var point = onLand(point)
    if park.along.contains(point.along) && park.west < point.across && point.across < park.east {
      point.across = point.across - park.west < park.east - point.across ? park.west : park.east
    }
    guard point.along > gridStart else { return point }
    // More avenue than street: that is where the traffic is.
    if random.nextIsTrue(perMillion: 650_000) {
      point.across = nearestAvenue(to: point.across)
    } else {
      point.along = (point.along / streetSpacing).rounded() * streetSpacing
    }
    return point
  }

  /// `point` itself, or its mirror image when it lies in a river.
  private static func onLand(_ point: GridPoint) -> GridPoint {
    let along = mirrored(point.along, into: southEnd...northEnd)
    let kilometer = Int(along - southEnd)
    let part = along - southEnd - Double(kilometer)
    let west = westShore[kilometer] + part * (westShore[kilometer + 1] - westShore[kilometer])
    let east = eastShore[kilometer] + part * (eastShore[kilometer + 1] - eastShore[kilometer])
    return GridPoint(across: mirrored(point.across, into: west + 0.1...east - 0.1), along: along)
  }

  /// Mirroring spreads what a clamp would pile up on the shore.
  private static func mirrored(_ value: Double, into land: ClosedRange<Double>) -> Double {
    let image = value < land.lowerBound ? 2 * land.lowerBound - value : value
    let inside = image > land.upperBound ? 2 * land.upperBound - image : image
    return min(max(inside, land.lowerBound), land.upperBound)
  }

  private static func nearestAvenue(to across: Double) -> Double {
    var nearest = across
    var gap = Double.infinity
    for avenue in avenues where abs(avenue - across) < gap {
      nearest = avenue
      gap = abs(avenue - across)
    }
    // East of York Avenue and in the Village's corners there is no avenue of the list to go to.
    return gap < 0.2 ? nearest : across
  }
}
