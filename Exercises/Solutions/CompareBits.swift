import TFTLessons

func differing(_ first: Batch, _ second: Batch) -> [String] {
  first.names.filter { name in
    guard let left = first[name], let right = second[name] else { return true }
    return !areSame(left, right)
  } + second.names.filter { first[$0] == nil }
}

private func areSame(_ left: FeatureValues, _ right: FeatureValues) -> Bool {
  guard case .float32(let numbers) = left.storage, case .float32(let others) = right.storage else {
    return left == right
  }
  return left.layout == right.layout && numbers.map(\.bitPattern) == others.map(\.bitPattern)
}
