//// pair returned-then-written
//// bad
void Fill(ArrayPool<byte> pool)
{
    byte[] buffer = pool.Rent(16);
    pool.Return(buffer);
    buffer[0] = 1; // bug
}
//// clean
void Fill(ArrayPool<byte> pool)
{
    byte[] buffer = pool.Rent(16);
    buffer[0] = 1;
    pool.Return(buffer);
}
