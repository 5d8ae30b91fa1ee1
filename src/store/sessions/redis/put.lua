-- Keeps a session's view, unless what is there is newer; of one that is over, keeps that it is.
-- ARGV: generation, began, uid, revision, view ('' of one that is over), milliseconds to keep it
local there = redis.call('HMGET', KEYS[1], 'generation', 'began', 'uid', 'least')
local began, revision = tonumber(ARGV[2]), tonumber(ARGV[4])
-- What another generation left may be older than it looks: it says nothing.
if there[1] == ARGV[1] then
    if there[3] == ARGV[3] then
        if tonumber(there[4]) > revision then return 0 end
    else
        local other = tonumber(there[2])
        if other > began or (other == began and there[3] > ARGV[3]) then return 0 end
    end
end
-- No revision is as high as this, so nothing of what is over is kept again.
local least = ARGV[5] == '' and '9007199254740992' or ARGV[4]
redis.call('HSET', KEYS[1], 'generation', ARGV[1], 'began', ARGV[2], 'uid', ARGV[3], 'least', least)
if ARGV[5] == '' then
    redis.call('HDEL', KEYS[1], 'view')
else
    redis.call('HSET', KEYS[1], 'view', ARGV[5])
end
redis.call('PEXPIRE', KEYS[1], ARGV[6])
return 1
