"""A poll as people are told to write one: Flask, Flask-Login and SQLAlchemy, one vote per user by a unique constraint.

For the comparison in docs/benchmarks.md only. Whoever reads the table `votes` reads who voted for what.
"""

import os

from flask import Flask, abort, redirect, render_template_string, request, url_for
from flask_login import LoginManager, UserMixin, current_user, login_required, login_user
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.exc import IntegrityError
from werkzeug.security import check_password_hash

app = Flask(__name__)
app.config["SECRET_KEY"] = os.environ["SECRET_KEY"]
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
db = SQLAlchemy(app)
login_manager = LoginManager(app)
login_manager.login_view = "login"


class User(UserMixin, db.Model):
    __tablename__ = "users"
    id = db.Column(db.Integer, primary_key=True)
    email = db.Column(db.String(120), unique=True, nullable=False)
    password = db.Column(db.String(255), nullable=False)


class Option(db.Model):
    __tablename__ = "options"
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String(120), nullable=False)


class Vote(db.Model):
    __tablename__ = "votes"
    id = db.Column(db.Integer, primary_key=True)
    user_id = db.Column(db.Integer, db.ForeignKey("users.id"), unique=True, nullable=False)
    option_id = db.Column(db.Integer, db.ForeignKey("options.id"), nullable=False)
    cast_at = db.Column(db.DateTime, server_default=db.func.now())


@login_manager.user_loader
def load_user(user_id):
    return db.session.get(User, int(user_id))


@app.route("/login", methods=["GET", "POST"])
def login():
    if request.method == "POST":
        user = User.query.filter_by(email=request.form["email"]).first()
        if user is None or not check_password_hash(user.password, request.form["password"]):
            abort(401)
        login_user(user)
        return redirect(url_for("results"))
    return render_template_string("<form method=post><input name=email><input name=password type=password><button>Sign in</button></form>")


@app.route("/vote", methods=["POST"])
@login_required
def vote():
    option = db.session.get(Option, request.form.get("option", type=int))
    if option is None:
        abort(400)
    db.session.add(Vote(user_id=current_user.id, option_id=option.id))
    try:
        db.session.commit()
    except IntegrityError:
        db.session.rollback()
        abort(409)
    return redirect(url_for("results"))


@app.route("/results")
def results():
    counts = db.session.query(Option.title, db.func.count(Vote.id)).outerjoin(Vote).group_by(Option.id).all()
    return render_template_string("<ul>{% for title, votes in counts %}<li>{{ title }}: {{ votes }}</li>{% endfor %}</ul>", counts=counts)
