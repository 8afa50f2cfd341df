# sluice_embed(TARGET FOLDER NAME): the files below FOLDER as a table of paths and texts,
# `sluice::NAME`, in a source that is made when the build is configured.
function(sluice_embed target folder name)
  file(GLOB_RECURSE files CONFIGURE_DEPENDS RELATIVE ${folder} ${folder}/*)
  list(SORT files)
  set(entries "")
  foreach(file IN LISTS files)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${folder}/${file})
    file(READ ${folder}/${file} text)
    string(APPEND entries "    {\"${file}\", R\"~~~(${text})~~~\"},\n")
  endforeach()
  list(LENGTH files count)
  set(out ${CMAKE_CURRENT_BINARY_DIR}/generated/${name}.cpp)
  file(CONFIGURE OUTPUT ${out} @ONLY CONTENT
"#include \"cmd/embedded.hpp\"

namespace sluice {

namespace {
constexpr embedded_file files[] = {
@entries@};
}

std::span<const embedded_file> @name@() { return files; }

}  // namespace sluice
")
  target_sources(${target} PRIVATE ${out})
endfunction()
