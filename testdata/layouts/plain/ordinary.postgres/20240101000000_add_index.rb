class AddIndex < ActiveRecord::Migration[7.1]
end
