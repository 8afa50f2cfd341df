# Without this sloppiness ccache refuses a compilation that reads a precompiled header.
find_program(SLUICE_CCACHE ccache)
if(SLUICE_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER
      ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${SLUICE_CCACHE})
endif()

# Headers that most sources include and that change only with the compiler. The clang preset builds
# without them, so a source still has to include what it uses.
set(SLUICE_COMMON_HEADERS
    <algorithm> <array> <chrono> <cstdint> <filesystem> <functional> <map> <memory> <optional> <set>
    <span> <string> <string_view> <unordered_map> <utility> <variant> <vector> <fmt/format.h>)

# Compiled together, files see names of each other that a local one may hide without harm.
set(SLUICE_SHADOW -Wshadow)
if(SLUICE_UNITY)
  set(SLUICE_SHADOW $<IF:$<CXX_COMPILER_ID:GNU>,-Wshadow=local,-Wno-shadow>)
endif()

# GCC 12 sees overflows in "x" + std::string where it inlines much (its bug 105329). The developer's
# build, which inlines less, keeps these warnings.
set(SLUICE_GCC_12_RELEASE
    $<AND:$<CONFIG:Release>,$<CXX_COMPILER_ID:GNU>,$<VERSION_LESS:$<CXX_COMPILER_VERSION>,13>>)
set(SLUICE_FALSE_ALARMS -Wno-array-bounds -Wno-restrict -Wno-stringop-overflow -Wno-stringop-overread)

function(sluice_compile_options target)
  target_include_directories(${target} PUBLIC ${PROJECT_SOURCE_DIR})
  # -fPIC everywhere: the driver modules hold a part of dialects, and one precompiled header serves all.
  target_compile_options(${target} PRIVATE -fPIC
    -Wall -Wextra -Wpedantic -Wconversion ${SLUICE_SHADOW} -Wnon-virtual-dtor -Woverloaded-virtual
    "$<${SLUICE_GCC_12_RELEASE}:${SLUICE_FALSE_ALARMS}>")
  if(SLUICE_WERROR)
    target_compile_options(${target} PRIVATE -Werror)
  endif()
  if(SLUICE_SANITIZE)
    target_compile_options(${target} PUBLIC -fsanitize=${SLUICE_SANITIZE} -fno-sanitize-recover=all
                           -fno-omit-frame-pointer)
    target_link_options(${target} PUBLIC -fsanitize=${SLUICE_SANITIZE})
  endif()
endfunction()

# The files that include a database driver or need one that does; everything else of dialects/ builds
# without one.
set(SLUICE_LIVE_FILES connect.cpp drivers.cpp session.cpp resolver.cpp shadow.cpp)

# sluice_driver(ENGINE LIBRARY...): dialects/ENGINE/session.cpp as a module that the program loads when
# the engine is first used.
function(sluice_driver engine)
  set(name sluice-${engine})
  add_library(${name} MODULE ${PROJECT_SOURCE_DIR}/dialects/${engine}/session.cpp)
  set_target_properties(${name} PROPERTIES PREFIX "" CXX_VISIBILITY_PRESET hidden
                        LIBRARY_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR})
  sluice_compile_options(${name})
  target_link_libraries(${name} PRIVATE dialects ${ARGN})
  install(TARGETS ${name} LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}/sluice)
endfunction()

# sluice_library(NAME FOLDER...): a static library of every .cpp in the folders, drivers left out.
function(sluice_library name)
  set(sources)
  foreach(folder IN LISTS ARGN)
    file(GLOB found CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${folder}/*.cpp)
    list(APPEND sources ${found})
  endforeach()
  foreach(live IN LISTS SLUICE_LIVE_FILES)
    list(FILTER sources EXCLUDE REGEX "/dialects/([a-z]+/)?${live}$")
  endforeach()
  list(FILTER sources EXCLUDE REGEX "/cmd/main.cpp$")
  add_library(${name} STATIC ${sources})
  sluice_compile_options(${name})
endfunction()

# sluice_live_library(NAME FOLDER...): only the files that include a driver.
function(sluice_live_library name)
  set(sources)
  foreach(folder IN LISTS ARGN)
    foreach(live IN LISTS SLUICE_LIVE_FILES)
      file(GLOB found CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${folder}/${live})
      list(APPEND sources ${found})
    endforeach()
  endforeach()
  list(FILTER sources EXCLUDE REGEX "/dialects/(postgres|mysql)/session.cpp$")
  add_library(${name} STATIC ${sources})
  sluice_compile_options(${name})
endfunction()

# sluice_unity(TARGET SIZE FOLDER...): compiles the target's sources of each folder together, SIZE at a
# time. They are many small files under the same headers, which are most of the work. Grammars, which
# are work themselves and whose rules share names, stay apart.
function(sluice_unity target size)
  if(NOT SLUICE_UNITY)
    return()
  endif()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
  get_target_property(sources ${target} SOURCES)
  foreach(folder IN LISTS ARGN)
    set(together ${sources})
    list(FILTER together INCLUDE REGEX "^${PROJECT_SOURCE_DIR}/${folder}/[^/]+$")
    list(FILTER together EXCLUDE REGEX "/(parse_[a-z_]+|lex)[.]cpp$")
    list(SORT together)
    set(index 0)
    foreach(source IN LISTS together)
      math(EXPR group "${index} / ${size}")
      string(REPLACE "/" "_" name "${target}_${folder}_${group}")
      set_source_files_properties(${source} PROPERTIES UNITY_GROUP ${name})
      math(EXPR index "${index} + 1")
    endforeach()
  endforeach()
endfunction()
