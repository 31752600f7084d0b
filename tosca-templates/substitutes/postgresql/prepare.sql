\getenv user DATABASE_USER
\getenv database DATABASE_NAME
\set password `cat "$DATABASE_PASSWORD_FILE"`
\set root_password `cat "$ROOT_PASSWORD_FILE"`

SELECT format('CREATE ROLE %I LOGIN', :'user')
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'user')
\gexec

ALTER ROLE :"user" PASSWORD :'password';
ALTER ROLE postgres PASSWORD :'root_password';

SELECT format('CREATE DATABASE %I OWNER %I', :'database', :'user')
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'database')
\gexec
