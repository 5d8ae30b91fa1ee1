-- Forgets a session's view, if it is still of this incarnation, and keeps that it is over.
-- ARGV: generation, uid, milliseconds to keep that
local there = redis.call('HMGET', KEYS[1], 'generation', 'uid')
if there[1] ~= ARGV[1] or there[2] ~= ARGV[2] then return 0 end
redis.call('HSET', KEYS[1], 'least', '9007199254740992')
redis.call('HDEL', KEYS[1], 'view')
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return 1
