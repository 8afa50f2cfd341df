int not_listed;
