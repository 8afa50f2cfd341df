-- Executable comments, as dumps write them.
/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;
/*!40101 SET @OLD_CHARACTER_SET_RESULTS=@@CHARACTER_SET_RESULTS */;
/*!50503 SET NAMES utf8mb4 */;
/*!40103 SET @OLD_TIME_ZONE=@@TIME_ZONE */;
/*!40103 SET TIME_ZONE='+00:00' */;
/*!40014 SET @OLD_UNIQUE_CHECKS=@@UNIQUE_CHECKS, UNIQUE_CHECKS=0 */;
/*!40014 SET @OLD_FOREIGN_KEY_CHECKS=@@FOREIGN_KEY_CHECKS, FOREIGN_KEY_CHECKS=0 */;
/*!40101 SET @OLD_SQL_MODE=@@SQL_MODE, SQL_MODE='NO_AUTO_VALUE_ON_ZERO' */;
DROP TABLE IF EXISTS `items`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!50503 SET character_set_client = utf8mb4 */;
CREATE TABLE `items` (
  `id` int NOT NULL AUTO_INCREMENT,
  `name` varchar(50) COLLATE utf8mb4_unicode_ci DEFAULT NULL,
  `price` decimal(10,2) NOT NULL DEFAULT '0.00',
  `made` timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (`id`),
  KEY `by_name` (`name`)
) ENGINE=InnoDB AUTO_INCREMENT=3 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
/*!40101 SET character_set_client = @saved_cs_client */;
/*!40000 ALTER TABLE `items` DISABLE KEYS */;
INSERT INTO `items` VALUES (1,'it\'s; one',1.50,'2026-01-01 00:00:00'),(2,'\"two\"\\',0.00,'2026-01-01 00:00:00');
/*!40000 ALTER TABLE `items` ENABLE KEYS */;
/*!50001 DROP VIEW IF EXISTS `cheap`*/;
/*!50001 CREATE VIEW `cheap` AS SELECT `id`, `name` FROM `items` WHERE `price` < 1 */;
/*!40000 DROP VIEW IF EXISTS `nothing`*/;
CREATE /*!50000 OR REPLACE */ VIEW dear AS SELECT id FROM items;
CREATE TABLE later (a INT /*!99999 NOT NULL, b INT */ /*!100100 COMMENT 'x' */);
CREATE TABLE never (a INT /* plain NOT NULL */ /*+ no hint here */);
CREATE TABLE some (a INT /*! NOT NULL */, b INT /*!50100 DEFAULT 3 */ COMMENT '/*! no */');
/*! SELECT 1 */;
/*!50000SELECT 2*/;
SELECT /*!40001 SQL_NO_CACHE */ * FROM items;
/*!40101 SET SQL_MODE=@OLD_SQL_MODE */;
/*!40014 SET FOREIGN_KEY_CHECKS=@OLD_FOREIGN_KEY_CHECKS */;
/* an ordinary comment */;
/*! ALTER TABLE items ADD COLUMN extra INT */;
