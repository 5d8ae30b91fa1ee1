-- Forgets the view of a session that is about to change, and says which revision is kept next.
-- ARGV: generation, began, uid, revision, milliseconds to keep that
local there = redis.call('HMGET', KEYS[1], 'generation', 'began', 'uid', 'least')
local began, least = tonumber(ARGV[2]), tonumber(ARGV[4])
if there[1] == ARGV[1] then
    if there[3] == ARGV[3] then
        least = math.max(least, tonumber(there[4]))
    else
        local other = tonumber(there[2])
        if other > began or (other == began and there[3] > ARGV[3]) then return 0 end
    end
end
least = string.format('%.0f', least + 1)
redis.call('HSET', KEYS[1], 'generation', ARGV[1], 'began', ARGV[2], 'uid', ARGV[3], 'least', least)
redis.call('HDEL', KEYS[1], 'view')
redis.call('PEXPIRE', KEYS[1], ARGV[5])
return 1
