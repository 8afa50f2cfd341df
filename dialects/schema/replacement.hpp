#pragma once

#include "dialects/schema/effect.hpp"

#include <vector>

/// What is dropped and made again, the same or nearly so, hurts nobody but in between.
namespace sluice::schema {

/// The schema at the places that tell whether something was made again.
struct places {
  const model& change_start;
  const model& before;  ///< just before the statement
  const model& seen;    ///< what others meet next: after the transaction, or after the statement
  const model& step_end;
};

/// Puts nothing in the place of an effect that changes nothing for anybody: a key, a foreign key or
/// a check that bound writers before the change, or a stricter one did; a constraint, index, view,
/// trigger or type that is there again when others look. What comes back in another form is
/// `replaced`, as is an index that another one serves for by the end of the step. Comes after
/// mark_existing.
void see_replacements(std::vector<effect>& effects, const places& at, dialect d);

}  // namespace sluice::schema
