@echo off
rem Sets this checkout up, from a command prompt: hands everything to scripts\setup.ps1.
powershell -NoProfile -ExecutionPolicy Bypass -File "%~dp0setup.ps1" %*
exit /b %ERRORLEVEL%
