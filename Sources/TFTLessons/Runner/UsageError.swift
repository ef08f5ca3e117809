/// The command line asks for something that does not exist.
struct UsageError: Error, Equatable, CustomStringConvertible {
  var description: String

  init(_ description: String) {
    self.description = description
  }

  /// There is no `kind` that is called `word`: which one was meant, or all that there are.
  ///
  /// - Parameter otherwise: what is expected where nothing of `known` can have been meant; nil lists them.
  init(unknown kind: String, _ word: String, expected known: [String], otherwise: String? = nil) {
    self.init("unknown \(kind) \"\(word)\"", word, known, otherwise)
  }

  /// The value of an option is none of those there are: which one was meant, or all of them.
  init(value word: String, of option: String, expected known: [String]) {
    self.init("\(option): found \"\(word)\"", word, known, nil)
  }

  private init(_ problem: String, _ word: String, _ known: [String], _ otherwise: String?) {
    if let meant = Self.nearest(to: word, among: known) {
      description = "\(problem); did you mean \(meant)?"
    } else {
      let all = "\(known.count > 1 ? "one of " : "")\(known.joined(separator: ", "))"
      description = "\(problem), expected \(otherwise ?? all)"
    }
  }

  /// The one of `known` that `word` can be a slip of the hand for: at most half of its letters are other ones.
  private static func nearest(to word: String, among known: [String]) -> String? {
    let distances = known.map { (name: $0, distance: distance($0, word)) }
    guard let nearest = distances.min(by: { $0.distance < $1.distance }) else { return nil }
    let letters = nearest.name.count { $0 != "-" }
    return nearest.distance <= max(1, letters / 2) ? nearest.name : nil
  }

  /// How many letters have to be put in, taken out or changed to make one word of the other (Levenshtein).
  private static func distance(_ first: String, _ second: String) -> Int {
    var row = Array(0...second.count)
    for (line, letter) in first.enumerated() {
      var diagonal = row[0]
      row[0] = line + 1
      for (column, other) in second.enumerated() {
        let above = row[column + 1]
        row[column + 1] = min(above + 1, row[column] + 1, diagonal + (letter == other ? 0 : 1))
        diagonal = above
      }
    }
    return row[second.count]
  }
}
