-- OSRM's profile for scripts/bench: the posted limit is driven, turns and junctions cost nothing.
-- The same speed table as the bench's own profile, so that times can be compared.
api_version = 4

function setup()
  return {
    properties = {
      weight_name = 'duration',
      max_speed_for_map_matching = 50,
      use_turn_restrictions = false,
      continue_straight_at_waypoint = false,
    },
    default_mode = mode.driving,
    default_speed = 50,
  }
end

function process_node() end

function process_way(_, way, result)
  local limit = tonumber(way:get_value_by_key('maxspeed'))
  if not way:get_value_by_key('highway') or not limit then
    return
  end
  result.forward_speed, result.forward_mode = limit, mode.driving
  local both = way:get_value_by_key('oneway') ~= 'yes'
  result.backward_speed = limit
  result.backward_mode = both and mode.driving or mode.inaccessible
end

function process_turn(_, turn)
  turn.duration, turn.weight = 0, 0
end

return { setup = setup, process_node = process_node, process_way = process_way, process_turn = process_turn }
