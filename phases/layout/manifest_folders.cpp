#include "phases/layout/definitions.hpp"
#include "phases/layout/json_file.hpp"
#include "phases/layout/sorting.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace sluice::phases::layout::known {

namespace {

constexpr std::string_view manifest_name = "manifest.json";
constexpr std::string_view version_key = "CurrVersion";
constexpr std::string_view files_key = "SchemaUpdateCqlFiles";

struct manifest {
  std::size_t file = 0;
  std::string root;  ///< "versioned/", which holds the version's folder
  std::string folder;
  std::string version;
  std::vector<std::string> scripts;
};

bool is_manifest(const folder& files, std::size_t file) {
  const std::string_view path = files.files()[file].path;
  return base_name(path) == manifest_name && !is_flat(path) &&
         files.bytes(file).find(files_key) != std::string_view::npos;
}

std::size_t count_marks(const folder& files) {
  std::size_t out = 0;
  for (std::size_t i = 0; i < files.files().size(); ++i) out += is_manifest(files, i) ? 1u : 0u;
  return out;
}

manifest read_manifest(const folder& files, std::size_t index) {
  const text::source& file = *files.text(index);
  const std::string& path = files.files()[index].path;
  manifest out;
  out.file = index;
  out.folder = path.substr(0, path.rfind('/') + 1);
  const std::size_t slash = out.folder.rfind('/', out.folder.size() - 2);
  out.root = slash == std::string::npos ? "" : out.folder.substr(0, slash + 1);
  const nlohmann::json document = read_json(file);
  const auto version = document.is_object() ? document.find(version_key) : document.end();
  if (version == document.end() || !version->is_string())
    refuse(file, 0, fmt::format("the manifest says no '{}'", version_key), "add it");
  out.version = version->get<std::string>();
  const nlohmann::json& scripts = document[std::string(files_key)];
  if (!scripts.is_array())
    refuse(file, 0, fmt::format("'{}' is no list", files_key), "write the names of files");
  for (const nlohmann::json& each : scripts) {
    const std::string name = each.is_string() ? each.get<std::string>() : "";
    if (!files.find(out.folder + name))
      refuse(file, std::min(file.bytes().find('"' + name + '"'), file.bytes().size()),
             fmt::format("there is no file '{}' beside the manifest", name),
             "bring it back, or take the name out");
    out.scripts.push_back(name);
  }
  return out;
}

std::vector<manifest> read_manifests(const folder& files) {
  std::vector<manifest> out;
  std::set<std::string> roots;
  for (std::size_t i = 0; i < files.files().size(); ++i) {
    if (!is_manifest(files, i)) continue;
    out.push_back(read_manifest(files, i));
    roots.insert(out.back().root);
  }
  if (roots.size() > 1)
    throw text::input_error(
        fmt::format("these are the histories of several databases: {}", fmt::join(roots, ", ")),
        "name the folder of one of them with --dir");
  std::stable_sort(out.begin(), out.end(), [](const manifest& a, const manifest& b) {
    return compare_versions(a.version, b.version) < 0;
  });
  for (std::size_t i = 1; i < out.size(); ++i) {
    if (compare_versions(out[i - 1].version, out[i].version) == 0)
      throw text::input_error(fmt::format("two manifests have the version {}: {} and {}",
                                          out[i].version, out[i - 1].folder, out[i].folder),
                              "give each its own");
  }
  return out;
}

void read(const folder& files, sorting& to) {
  for (std::size_t i = 0; i < files.files().size(); ++i) {
    if (is_sql(files.files()[i].path)) to.mark(i, role::left_out, "no manifest names it");
  }
  for (const manifest& each : read_manifests(files)) {
    to.mark(each.file, role::support);
    for (const std::string& name : each.scripts) {
      const std::size_t file = *files.find(each.folder + name);
      migration m;
      m.id = fmt::format("{}/{}", each.version, stem(name));
      m.scripts.push_back({files.text(file), sending::one_by_one});
      to.mark(file, role::up);
      to.add(std::move(m));
    }
  }
}

}  // namespace

const definition manifest_folders{"manifest-folders",
                                  "files manifest.json with 'SchemaUpdateCqlFiles'",
                                  definition::strength::content, count_marks, read};

}  // namespace sluice::phases::layout::known
