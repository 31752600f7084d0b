"""The codes of archives, folders and the limits of reading."""

from topology.diagnostics.entry import Entry

ARCHIVE_CODES = {
    "TS280": Entry(
        "The archive cannot be read",
        "A CSAR is a zip archive, or since TOSCA 2.0 a tarball, plain or packed with gzip, bzip2 or xz. This file is "
        "none of them, or it is damaged or cut off, or it is a zip archive that uses a way of compression other than "
        "'stored' and 'deflated'. Pack the folder again, for example with `toposmith csar pack`.",
    ),
    "TS281": Entry(
        "A path in the archive is not allowed",
        "Every file of an archive has to lie inside of it. Absolute paths, drive letters, backslashes, control "
        "characters and '..' are refused, since unpacking such a file would write outside of the folder.",
    ),
    "TS282": Entry(
        "A link or a special file",
        "An archive may hold files and folders only. Symbolic links, devices, pipes and sockets are refused, since "
        "they lead to things that are not part of the template. Put a copy of the file in the link's place.",
    ),
    "TS283": Entry(
        "The archive is encrypted",
        "Files in an archive must not be protected by a password. Pack the folder without one, and give secrets as "
        "inputs when you deploy.",
    ),
    "TS284": Entry(
        "Too many files, or files that are too large",
        "The number of files, the size of each, and the size of all together are limited. Large data does not belong "
        "in a template: leave it out, or put it into an image or a volume.",
    ),
    "TS285": Entry(
        "Compressed beyond belief",
        "A file of the archive grows so much when it is unpacked that the archive looks like a trap (a 'zip bomb'). "
        "Ordinary files shrink to about a tenth. Leave the file out, or store it without compression.",
    ),
    "TS286": Entry(
        "The same path twice",
        "Two files of the archive have the same path, or one's path is a folder of another's. Paths that differ only "
        "in upper and lower case, or in how accents are written, count as the same. Programs and systems differ in "
        "which one they take, so neither is. Remove one of them.",
    ),
    "TS287": Entry(
        "Which file is the template?",
        "An archive or folder says where to start in one of two ways: the entry 'Entry-Definitions' in "
        "TOSCA-Metadata/TOSCA.meta (or in TOSCA.meta at the top level, since TOSCA 2.0), or exactly one file that ends "
        "in .yaml or .yml at the top level. Name the file "
        "in one of these ways, or give its path instead of the folder's.",
    ),
    "TS288": Entry(
        "TOSCA.meta is at fault",
        "TOSCA-Metadata/TOSCA.meta consists of lines 'Name: value' in UTF-8, in blocks that an empty line ends. The "
        "first block says 'CSAR-Version' (1.1, or 2.0 for TOSCA 2.0), and names the template in 'Entry-Definitions' "
        "and, where there are any, substituting templates in 'Other-Definitions'. Each name stands once, and each "
        "path is that of a file in the archive. A line that begins with a space goes on with the value before it.",
    ),
    "TS289": Entry(
        "The archive does not say its name and version",
        "An archive without TOSCA.meta has one template at its top level, and before TOSCA 2.0 that template has to "
        "say `template_name` and `template_version` in its `metadata`; TOSCA 1.0 does not have this form. Add them, "
        "or name the template in TOSCA.meta; `toposmith csar pack` writes that file.",
    ),
    "TS290": Entry(
        "Reading took too long",
        "A template is read in a process of its own with a limit on time. This one did not finish. Look for very "
        "large files, deep nesting, or aliases that multiply, and split or simplify the template.",
    ),
    "TS291": Entry(
        "Reading took too much memory",
        "A template is read in a process of its own with a limit on memory. This one needed more. Look for very "
        "large files, or aliases that multiply, and split or simplify the template.",
    ),
    "TS292": Entry(
        "Reading ended unexpectedly",
        "The process that reads templates ended before it was finished. The template is not to blame for certain: "
        "try again, and report it when it happens again with the same template.",
    ),
    "TS293": Entry(
        "Too many templates at once",
        "Only a few templates are read at the same time, and this one waited too long for its turn. Try again in a "
        "moment.",
    ),
    "TS294": Entry(
        "The archive holds something beside its files",
        "Bytes stand before the archive's first file or after its end. One program would read this archive, and "
        "another would take the same bytes for something else. Pack the folder again.",
    ),
}
