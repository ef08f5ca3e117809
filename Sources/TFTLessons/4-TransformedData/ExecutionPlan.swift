import Preprocessing
import RawData

/// How the deeds of an executor are done fastest: which are kernels that run together, and which columns are kept.
///
/// Stages of kernels and of other mappers take turns, each deed in the earliest stage that has all it works on.
struct ExecutionPlan: Sendable {
  struct Input: Sendable {
    let name: String
    let type: FeatureType
    let place: Int
  }

  /// A mapper to apply on its own.
  struct Task: Sendable {
    let mapper: any Mapper
    let inputs: [Deed.Place]
    let type: FeatureType
    let place: Int
  }

  enum Stage: Sendable {
    case each([Task])
    case program(ElementProgram)
  }

  let inputs: [Input]
  let stages: [Stage]
  /// Where each result is among the columns; nil for one that is never a column.
  let places: [Int?]
  let columnCount: Int
  /// Which targets are not among the first columns: constants, and what is a target twice.
  let otherTargets: [Int]

  /// - Parameter targets: the results that are wanted. They are the first columns, in this order, where they can.
  init(_ deeds: [Deed], _ constants: [Operand], _ steps: [Step], targets: [Deed.Place]) {
    let kernels = Self.kernels(deeds, constants, steps)
    let levels = Self.levels(deeds, kernels)
    var isColumn = kernels.map { $0 == nil }
    for (index, deed) in deeds.enumerated() {
      for source in deed.sources where levels[source] != levels[index] { isColumn[source] = true }
    }
    var places = [Int?](repeating: nil, count: deeds.count)
    var otherTargets: [Int] = []
    for (position, target) in targets.enumerated() {
      if case .result(let index) = target, places[index] == nil {
        places[index] = position
      } else {
        otherTargets.append(position)
      }
    }
    var columnCount = targets.count
    for index in deeds.indices where isColumn[index] && places[index] == nil {
      places[index] = columnCount
      columnCount += 1
    }
    (self.places, self.columnCount, self.otherTargets) = (places, columnCount, otherTargets)
    inputs = deeds.indices.compactMap { index in
      guard case .input(let spec) = deeds[index].kind, let place = places[index] else { return nil }
      return Input(name: spec.name, type: spec.type, place: place)
    }
    stages = (0...(levels.max() ?? 0)).compactMap { level in
      let members = deeds.indices.filter { levels[$0] == level }
      guard level % 2 == 0 else {
        return .program(Self.program(members, deeds, constants, steps, kernels, places))
      }
      let tasks = members.compactMap { index -> Task? in
        guard case .mapper(let mapper, let inputs) = deeds[index].kind, let place = places[index] else {
          return nil
        }
        return Task(mapper: mapper, inputs: inputs, type: steps[deeds[index].step].type, place: place)
      }
      return tasks.isEmpty ? nil : .each(tasks)
    }
  }

  /// The kernel of each deed that makes one number per row, of columns with one value per row.
  private static func kernels(_ deeds: [Deed], _ constants: [Operand], _ steps: [Step]) -> [Kernel?] {
    var shapes: [ColumnShape] = []
    return deeds.map { deed in
      switch deed.kind {
      case .input(let spec):
        shapes.append(spec.shape)
        return nil
      case .mapper(let mapper, let inputs):
        let inputShapes = inputs.map { input in
          switch input {
          case .constant(let index):
            constants[index].values.valueCount == 0
              ? .ragged : ColumnShape.fixed(width: constants[index].values.valueCount)
          case .result(let index): shapes[index]
          }
        }
        shapes.append(mapper.shape(of: inputShapes))
        let types = steps[deed.step].inputs.map { steps[$0].type }
        guard let kernel = (mapper as? any ElementwiseMapper)?.kernel(for: types),
          kernel.resultType == steps[deed.step].type, shapes.last == .scalar,
          deed.sources.allSatisfy({ shapes[$0] == .scalar })
        else { return nil }
        return kernel
      }
    }
  }

  /// The stage of each deed: odd ones are of kernels.
  private static func levels(_ deeds: [Deed], _ kernels: [Kernel?]) -> [Int] {
    var levels: [Int] = []
    for (index, deed) in deeds.enumerated() {
      let isKernel = kernels[index] != nil
      levels.append(
        deed.sources.reduce(isKernel ? 1 : 0) { level, source in
          max(level, levels[source] + ((kernels[source] != nil) == isKernel ? 0 : 1))
        }
      )
    }
    return levels
  }

  private static func program(
    _ members: [Int],
    _ deeds: [Deed],
    _ constants: [Operand],
    _ steps: [Step],
    _ kernels: [Kernel?],
    _ places: [Int?]
  ) -> ElementProgram {
    let positions = Dictionary(uniqueKeysWithValues: members.enumerated().map { ($0.element, $0.offset) })
    return ElementProgram(
      members.compactMap { index in
        guard let kernel = kernels[index], case .mapper(_, let inputs) = deeds[index].kind else { return nil }
        let sources = inputs.compactMap { input -> ElementProgram.Source? in
          switch input {
          case .constant(let index): return .constant(constants[index].values)
          case .result(let index):
            if let member = positions[index] { return .member(member) }
            return places[index].map { .column(place: $0, steps[deeds[index].step].type) }
          }
        }
        return .init(kernel, inputs: sources, place: places[index])
      }
    )
  }
}
