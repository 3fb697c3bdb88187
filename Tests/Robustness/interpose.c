// Preloaded, makes one call that changes a file go wrong: the FAULT_AT-th of the process, from one.
//
//   FAULT_KIND=kill    the process is killed before the call
//   FAULT_KIND=after   the process is killed after the call
//   FAULT_KIND=refuse  the call fails with the error FAULT_NUMBER, as do all later ones of its kind
//   FAULT_KIND=short   a write takes half of what it is given, as do all later ones
//   FAULT_COUNT=FILE   how many such calls there were is written here at the end
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PASS, REFUSE, SHORT, AFTER };
static atomic_long calls;
static _Atomic(const char *) refused;

static int fate(const char *name) {
  const char *at = getenv("FAULT_AT");
  const char *kind = getenv("FAULT_KIND");
  long call = ++calls;
  if (!at || !kind) return PASS;
  if (refused && strcmp(refused, name) == 0) return REFUSE;
  if (strcmp(kind, "short") == 0) return call >= atol(at) ? SHORT : PASS;
  if (call != atol(at)) return PASS;
  if (strcmp(kind, "kill") == 0) kill(getpid(), SIGKILL);
  if (strcmp(kind, "after") == 0) return AFTER;
  refused = name;
  return REFUSE;
}

static int refuse(void) {
  const char *number = getenv("FAULT_NUMBER");
  errno = number ? atoi(number) : EIO;
  return -1;
}

__attribute__((destructor)) static void report(void) {
  const char *path = getenv("FAULT_COUNT");
  if (!path) return;
  FILE *file = fopen(path, "w");
  if (file) {
    fprintf(file, "%ld\n", (long)calls);
    fclose(file);
  }
}

#define REAL(name) __typeof__(&name) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)
#define CHANGING(name, call)                          \
  {                                                   \
    REAL(name);                                       \
    int what = fate(#name);                           \
    if (what == REFUSE) return refuse();              \
    int result = real call;                           \
    if (what == AFTER) kill(getpid(), SIGKILL);       \
    return result;                                    \
  }

ssize_t write(int file, const void *bytes, size_t count) {
  REAL(write);
  if (file <= 2) return real(file, bytes, count);
  int what = fate("write");
  if (what == REFUSE) return refuse();
  if (what == SHORT && count > 1) count /= 2;
  ssize_t result = real(file, bytes, count);
  if (what == AFTER) kill(getpid(), SIGKILL);
  return result;
}

int fsync(int file) CHANGING(fsync, (file))
int mkdir(const char *path, mode_t mode) CHANGING(mkdir, (path, mode))
int rmdir(const char *path) CHANGING(rmdir, (path))
int unlink(const char *path) CHANGING(unlink, (path))
int rename(const char *from, const char *to) CHANGING(rename, (from, to))
int renameat2(int one, const char *from, int other, const char *to, unsigned flags)
  CHANGING(renameat2, (one, from, other, to, flags))

int open(const char *path, int flags, ...) {
  REAL(open);
  va_list rest;
  va_start(rest, flags);
  mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  if (!(flags & O_CREAT)) return real(path, flags);
  int what = fate("open");
  if (what == REFUSE) return refuse();
  int result = real(path, flags, mode);
  if (what == AFTER) kill(getpid(), SIGKILL);
  return result;
}
int open64(const char *path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  return open(path, flags, mode);
}
