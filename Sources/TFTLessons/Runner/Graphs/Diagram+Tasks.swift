import Drawing

extension Diagram {
  /// The tasks, with arrows from each to those that need what it makes.
  static func tasks(_ tasks: [PipelineTask] = PipelineTask.allCases) -> Diagram {
    let needed = Set(tasks.flatMap(\.prerequisites))
    let edges = tasks.enumerated().flatMap { index, task in
      task.prerequisites.compactMap { prerequisite in
        tasks.firstIndex(of: prerequisite).map { place in
          Edge(from: place, to: index, tip: "\(task.rawValue) needs \(prerequisite.rawValue)")
        }
      }
    }
    return Diagram(
      title: "Tasks",
      summary: "\(tasks.count) tasks; an arrow leads to the task that needs the one before it",
      description: tasks.map(sentence).joined(separator: "\n"),
      nodes: tasks.map { task in
        let fill: Fill = task.prerequisites.isEmpty ? .source : needed.contains(task) ? .operation : .result
        return Node(
          task.rawValue,
          details: task.summary.lines(ofAtMost: 34),
          fill: fill,
          tip: "\(task.rawValue): \(task.summary)"
        )
      },
      edges: edges,
      legend: Legend(
        [(.source, "needs no other"), (.operation, "in between"), (.result, "no other needs it")],
        caption: "a task runs after all that it needs"
      )
    )
  }

  private static func sentence(_ task: PipelineTask) -> String {
    let needs = task.prerequisites.map(\.rawValue)
    return
      "\(task.rawValue)\(needs.isEmpty ? "" : ", after \(needs.joined(separator: ", "))"): \(task.summary)"
  }
}

extension String {
  /// The words in lines of at most so many columns, where no word is longer.
  func lines(ofAtMost columns: Int) -> [String] {
    var lines: [String] = []
    for word in split(separator: " ") {
      if let last = lines.last, last.count + 1 + word.count <= columns {
        lines[lines.count - 1] = "\(last) \(word)"
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}
