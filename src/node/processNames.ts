// Names of processes in staging folders, and whether such a process still runs. Process ids repeat and containers share
// host names, so that a name also holds the process's start and the kernel it ran under, where the host tells them.
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";
import type { ProcessState } from "../core/ports.ts";

function textOrEmpty(read: () => string): string {
  try {
    return read();
  } catch {
    return ""; // not Linux, or /proc is hidden: names then hold less
  }
}

/** When a process started, in ticks since the kernel did; empty where the host does not tell. */
function startOf(pid: number): string {
  const stat = textOrEmpty(() => readFileSync(`/proc/${pid}/stat`, "utf8"));
  // The second field, the program's name, may hold spaces and parentheses; the start is the 22nd.
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
}

/** One running kernel and one range of process ids: a reboot or another container is another machine. */
function machineName(): string {
  const host = hostname().replace(/[^A-Za-z0-9.-]/g, "-");
  const boot = textOrEmpty(() => readFileSync("/proc/sys/kernel/random/boot_id", "utf8")).slice(0, 8);
  const pids = textOrEmpty(() => readlinkSync("/proc/self/ns/pid")).replace(/\D/g, "");
  return boot === "" ? host : `${host}.${boot}.${pids}`;
}

const MACHINE = machineName();

/** The name of a process of this machine: `1234-5678~laptop.c9fe5c66.4026531836`, or `1234~laptop`. */
function processName(pid: number): string {
  const start = startOf(pid);
  return `${pid}${start === "" ? "" : `-${start}`}~${MACHINE}`;
}

export const ownProcessName = processName(process.pid);

/** What became of the process of that name. An id that another process bears now is no sign of life. */
export function processState(name: string): ProcessState {
  const match = /^(\d+)(?:-(\d+))?~(.+)$/.exec(name);
  if (match === null || match[3] !== MACHINE) return "elsewhere";
  const pid = Number(match[1]);
  if (!isRunning(pid)) return "gone";
  const start = startOf(pid);
  return match[2] === undefined || start === "" || start === match[2] ? "alive" : "gone";
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's process may not be signalled, but it is there.
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}
