import Quoting

extension CommandSpecification {
  /// `cofund completions`: what a shell needs to complete commands and options.
  static let completions = CommandSpecification(
    name: "completions", usage: "bash|zsh|fish",
    summary: "what a shell needs to complete commands and options", operands: 1...1, options: [],
    examples: [
      "cofund completions bash > cofund.bash",
      "cofund completions fish > cofund.fish",
    ],
    run: { arguments, console in
      switch arguments.operands[0] {
      case "bash": try console.result(ShellCompletions.bash)
      case "zsh": try console.result(ShellCompletions.zsh)
      case "fish": try console.result(ShellCompletions.fish)
      default:
        throw Failure.misuse(
          "`\(arguments.operands[0])` is no shell known here; there are bash, zsh and fish")
      }
      return .done
    })
}

/// Texts for shells, made from the table of commands.
enum ShellCompletions {
  /// What follows `cofund` in bash: a command first, then its options, else files.
  static var bash: String {
    let names = CommandSpecification.all.map(\.name).joined(separator: " ")
    let cases = CommandSpecification.all.map { command in
      let options = command.allOptions.map(\.name).joined(separator: " ")
      return "    \(command.name)) options=\"\(options)\" ;;\n"
    }.joined()
    return """
      _cofund() {
        local word="${COMP_WORDS[COMP_CWORD]}" options=""
        if [ "$COMP_CWORD" -eq 1 ]; then
          COMPREPLY=( $(compgen -W "\(names) --help --version" -- "$word") )
          return
        fi
        case "${COMP_WORDS[1]}" in
      \(cases)  esac
        case "$word" in
          -*) COMPREPLY=( $(compgen -W "$options" -- "$word") ) ;;
          *) COMPREPLY=( $(compgen -f -- "$word") ) ;;
        esac
      }
      complete -o filenames -F _cofund cofund

      """
  }

  /// The same for zsh, with what each does.
  static var zsh: String {
    let names = CommandSpecification.all.map {
      "    '\($0.name):\(escaped($0.summary, ":"))'\n"
    }.joined()
    let cases = CommandSpecification.all.map { command in
      let options = command.allOptions.map { option in
        let value = option.value.map { ":\(escaped($0, ":")):" } ?? ""
        return
          "      '\(option.repeats ? "*" : "")\(option.name)[\(escaped(option.help, "[]:"))]\(value)' \\\n"
      }.joined()
      return "    \(command.name)) _arguments \\\n\(options)      '*:file:_files' ;;\n"
    }.joined()
    return """
      #compdef cofund
      _cofund() {
        local -a commands
        commands=(
      \(names)  )
        if (( CURRENT == 2 )); then
          _describe command commands
          return
        fi
        local command=$words[2]
        shift words
        (( CURRENT-- ))
        case $command in
      \(cases)  esac
      }
      _cofund "$@"

      """
  }

  /// The same for fish.
  static var fish: String {
    var text = "complete -c cofund -f -n __fish_use_subcommand -l version -d 'the version'\n"
    for command in CommandSpecification.all {
      text +=
        "complete -c cofund -f -n __fish_use_subcommand -a \(command.name) -d '\(escaped(command.summary, ""))'\n"
      for option in command.allOptions {
        text +=
          "complete -c cofund -n '__fish_seen_subcommand_from \(command.name)' -l "
          + "\(option.name.dropFirst(2))\(option.value == nil ? "" : " -r") -d '\(escaped(option.help, ""))'\n"
      }
    }
    return text
  }

  /// A text without marks that end a word in quotes, and with others escaped.
  private static func escaped(_ text: String, _ signs: String) -> String {
    var result = ""
    for character in text where character != "'" && character != "`" {
      if signs.contains(character) { result += "\\" }
      result.append(character)
    }
    return result
  }
}
