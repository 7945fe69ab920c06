/** Shells that can complete our command line. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

/**
 * What each shell runs at its start: it asks `journey complete` for what may stand at the cursor, one to a line with
 * its meaning behind a tab, and falls back to file names. The words go as arguments and are never evaluated: completing
 * `$(rm …)` must not run it. The script for bash suits 3.2, which macOS ships.
 */
export const COMPLETION_SCRIPTS: { readonly [shell in Shell]: string } = {
  bash: `_journey_complete() {
  local IFS=$'\\n'
  COMPREPLY=($(journey complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null | cut -f1))
}
complete -o default -F _journey_complete journey
`,
  zsh: `#compdef journey
_journey() {
  local line
  local -a found
  for line in "\${(@f)$(journey complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
    [[ -n $line ]] && found+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}")
  done
  if (( $#found )); then _describe journey found; else _files; fi
}
compdef _journey journey
`,
  fish: `function __journey_complete
    set -l before (commandline -opc)
    set -l current (commandline -ct)
    journey complete -- $before[2..-1] "$current" 2>/dev/null
end
complete -c journey -a '(__journey_complete)'
`,
};
