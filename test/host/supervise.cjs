// Runs a command in a process group of its own and ends the whole group when its standard input closes.
// Standard input is a lifeline: it closes however the process that started us ends, so nothing is left behind.
const { spawn } = require("node:child_process");

const [command, ...args] = process.argv.slice(2);
const child = spawn(command, args, { stdio: ["ignore", "inherit", "inherit"] });

function endGroup() {
  child.kill("SIGKILL");
  // The negative id is the group: this process, the command and everything they started.
  if (process.platform !== "win32") process.kill(-process.pid, "SIGKILL");
  process.exit(1);
}

for (const event of ["end", "close", "error"]) process.stdin.on(event, endGroup);
process.stdin.resume();
process.on("SIGINT", endGroup);
process.on("SIGTERM", endGroup);
child.on("error", (error) => {
  process.stderr.write(`${command}: ${error.message}\n`);
  process.exit(127);
});
child.on("exit", (code, signal) => {
  process.exitCode = code ?? (signal === null ? 1 : 128);
  process.stdin.destroy();
  process.stdin.removeAllListeners();
  process.exit();
});
