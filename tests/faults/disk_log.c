/* Writes down all that a program does to the files of one folder, in order and with the data.
 *
 * Preloaded (LD_PRELOAD) into a program on Linux with glibc. FACILITATOR_DISK_FOLDER names the
 * folder (its real path; files in folders below it are left out), FACILITATOR_DISK_LOG the log.
 * Left out as well: what no power cut keeps (SQLite's shared memory, the lock beside a workbook).
 * Each call goes to the system as it is and is written down when it succeeded. For programs whose
 * writers are one thread: the log takes no lock of its own.
 *
 * A record is a `struct head`, then `length` bytes: the data of a write, the name of a file, or
 * two names with a NUL between them. `disk.py` reads it.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum kind { OPENED = 1, CREATED, WRITTEN, TRUNCATED, SYNCED, UNLINKED, RENAMED, LINKED };

struct head {
    uint32_t kind;
    uint32_t file; /* counts the openings in this program */
    uint64_t offset;
    uint64_t length;
};

#define DESCRIPTORS 4096
static uint32_t file_of[DESCRIPTORS]; /* 0: none of ours */
static uint32_t openings = 0;
static int log_descriptor = -1;
static const char *folder = NULL;

/* The next definition of `name`: the system's own. */
#define SYSTEMS(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static void fail(const char *why) {
    fprintf(stderr, "disk_log: %s\n", why);
    abort();
}

__attribute__((constructor)) static void begin(void) {
    const char *log = getenv("FACILITATOR_DISK_LOG");
    folder = getenv("FACILITATOR_DISK_FOLDER");
    if (log == NULL || folder == NULL) fail("FACILITATOR_DISK_LOG and _FOLDER are needed");
    log_descriptor = SYSTEMS(open)(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    if (log_descriptor < 0) fail("the log cannot be opened");
}

static void write_down(enum kind kind, uint32_t file, uint64_t offset, const void *data,
                       size_t length) {
    int before = errno;
    struct head head = {kind, file, offset, length};
    struct iovec parts[2] = {{&head, sizeof head}, {(void *)data, length}};
    if (writev(log_descriptor, parts, 2) != (ssize_t)(sizeof head + length))
        fail("the log cannot be written");
    errno = before;
}

static int ends_with(const char *name, const char *ending) {
    size_t have = strlen(name), want = strlen(ending);
    return have >= want && strcmp(name + have - want, ending) == 0;
}

/* The name in the folder that `path` leads to, "." for the folder itself, NULL for others. */
static const char *name_of(const char *path) {
    size_t length;
    if (folder == NULL || path == NULL) return NULL;
    length = strlen(folder);
    if (strncmp(path, folder, length) != 0) return NULL;
    path += length;
    if (strcmp(path, "") == 0 || strcmp(path, "/") == 0) return ".";
    if (*path++ != '/' || strchr(path, '/') != NULL) return NULL;
    if (ends_with(path, "-shm") || ends_with(path, ".lock")) return NULL;
    return path;
}

static uint32_t *slot_of(int descriptor) {
    if (descriptor < 0) return NULL;
    if (descriptor >= DESCRIPTORS) fail("too many open files");
    return &file_of[descriptor];
}

static uint32_t file_at(int descriptor) {
    uint32_t *slot = slot_of(descriptor);
    return slot == NULL ? 0 : *slot;
}

static int is_there(const char *path) {
    struct stat status;
    return lstat(path, &status) == 0;
}

static int is_folder(int descriptor) {
    struct stat status;
    return fstat(descriptor, &status) == 0 && S_ISDIR(status.st_mode);
}

static void note_open(int descriptor, const char *name, int flags, int was_there) {
    uint32_t *slot = slot_of(descriptor);
    if (slot == NULL) return;
    *slot = 0;
    if (name == NULL || (is_folder(descriptor) && strcmp(name, ".") != 0)) return;
    *slot = ++openings;
    write_down(was_there ? OPENED : CREATED, *slot, 0, name, strlen(name));
    if (was_there && (flags & O_TRUNC)) write_down(TRUNCATED, *slot, 0, NULL, 0);
    if (flags & O_APPEND) fail("appending is not written down rightly");
}

#define MODE_AFTER(last)                                   \
    mode_t mode = 0;                                       \
    if (flags & (O_CREAT | O_TMPFILE)) {                   \
        va_list rest;                                      \
        va_start(rest, last);                              \
        mode = va_arg(rest, mode_t);                       \
        va_end(rest);                                      \
    }

#define OPEN(function)                                     \
    int function(const char *path, int flags, ...) {       \
        MODE_AFTER(flags)                                  \
        const char *name = name_of(path);                  \
        int was_there = name != NULL && is_there(path);    \
        int made = SYSTEMS(function)(path, flags, mode);   \
        note_open(made, name, flags, was_there);           \
        return made;                                       \
    }
OPEN(open)
OPEN(open64)

#define OPEN_AT(function)                                              \
    int function(int place, const char *path, int flags, ...) {        \
        MODE_AFTER(flags)                                              \
        const char *name = name_of(path);                              \
        int was_there = name != NULL && is_there(path);                \
        int made = SYSTEMS(function)(place, path, flags, mode);        \
        note_open(made, name, flags, was_there);                       \
        return made;                                                   \
    }
OPEN_AT(openat)
OPEN_AT(openat64)

int close(int descriptor) {
    uint32_t *slot = slot_of(descriptor);
    if (slot != NULL) *slot = 0;
    return SYSTEMS(close)(descriptor);
}

ssize_t write(int descriptor, const void *data, size_t length) {
    uint32_t file = file_at(descriptor);
    off_t offset = file ? lseek(descriptor, 0, SEEK_CUR) : 0;
    ssize_t done = SYSTEMS(write)(descriptor, data, length);
    if (file && done > 0) write_down(WRITTEN, file, (uint64_t)offset, data, (size_t)done);
    return done;
}

#define WRITE_AT(function, offset_type)                                                      \
    ssize_t function(int descriptor, const void *data, size_t length, offset_type offset) {  \
        uint32_t file = file_at(descriptor);                                                 \
        ssize_t done = SYSTEMS(function)(descriptor, data, length, offset);                  \
        if (file && done > 0)                                                                \
            write_down(WRITTEN, file, (uint64_t)offset, data, (size_t)done);                 \
        return done;                                                                         \
    }
WRITE_AT(pwrite, off_t)
WRITE_AT(pwrite64, off64_t)

#define TRUNCATE(function, offset_type)                                      \
    int function(int descriptor, offset_type size) {                         \
        uint32_t file = file_at(descriptor);                                 \
        int result = SYSTEMS(function)(descriptor, size);                    \
        if (file && result == 0)                                             \
            write_down(TRUNCATED, file, (uint64_t)size, NULL, 0);            \
        return result;                                                       \
    }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

#define SYNC(function)                                                       \
    int function(int descriptor) {                                           \
        uint32_t file = file_at(descriptor);                                 \
        int result = SYSTEMS(function)(descriptor);                          \
        if (file && result == 0) write_down(SYNCED, file, 0, NULL, 0);       \
        return result;                                                       \
    }
SYNC(fsync)
SYNC(fdatasync)

int unlink(const char *path) {
    const char *name = name_of(path);
    int result = SYSTEMS(unlink)(path);
    if (name != NULL && result == 0) write_down(UNLINKED, 0, 0, name, strlen(name));
    return result;
}

/* Both names, where both are in the folder; moving files in or out of it is not foreseen. */
static void note_two(enum kind kind, const char *from, const char *to) {
    const char *first = name_of(from), *second = name_of(to);
    char both[8192];
    size_t length;
    if (first == NULL && second == NULL) return;
    if (first == NULL || second == NULL) fail("a file passed in or out of the folder");
    length = strlen(first) + 1 + strlen(second);
    if (length >= sizeof both) fail("long names");
    memcpy(both, first, strlen(first) + 1);
    memcpy(both + strlen(first) + 1, second, strlen(second));
    write_down(kind, 0, 0, both, length);
}

int rename(const char *from, const char *to) {
    int result = SYSTEMS(rename)(from, to);
    if (result == 0) note_two(RENAMED, from, to);
    return result;
}

int link(const char *from, const char *to) {
    int result = SYSTEMS(link)(from, to);
    if (result == 0) note_two(LINKED, from, to);
    return result;
}
